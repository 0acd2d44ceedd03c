package io.tavolo.engine.restaurant;

import org.jspecify.annotations.Nullable;

/**
 * How much the kitchen and the floor bear; null means no limit.
 *
 * @param coversStarting covers whose visits start in one slot's interval, 1..10000
 * @param partiesStarting parties whose visits start in one slot's interval, 1..1000
 * @param coversPresent covers at table at once, 1..10000
 */
public record Limits(
    @Nullable Integer coversStarting,
    @Nullable Integer partiesStarting,
    @Nullable Integer coversPresent) {
  public static final Limits NONE = new Limits(null, null, null);

  /** These, where they are set; else the others. */
  public Limits or(Limits others) {
    return new Limits(
        coversStarting != null ? coversStarting : others.coversStarting,
        partiesStarting != null ? partiesStarting : others.partiesStarting,
        coversPresent != null ? coversPresent : others.coversPresent);
  }
}
