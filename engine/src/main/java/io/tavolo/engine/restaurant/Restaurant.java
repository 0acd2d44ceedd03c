package io.tavolo.engine.restaurant;

/** A restaurant's whole definition: what its operator says, and nothing of its reservations. */
public record Restaurant(
    Profile profile, FloorPlan floorPlan, Schedule schedule, Policies policies) {
  public Restaurant withProfile(Profile changed) {
    return new Restaurant(changed, floorPlan, schedule, policies);
  }

  public Restaurant withFloorPlan(FloorPlan changed) {
    return new Restaurant(profile, changed, schedule, policies);
  }

  public Restaurant withSchedule(Schedule changed) {
    return new Restaurant(profile, floorPlan, changed, policies);
  }

  public Restaurant withPolicies(Policies changed) {
    return new Restaurant(profile, floorPlan, schedule, changed);
  }
}
