package io.tavolo.engine.naive;

import io.tavolo.engine.naive.NaiveCalendar.Slot;
import io.tavolo.engine.naive.NaiveTables.Seating;
import io.tavolo.engine.reservation.Refusal;
import io.tavolo.engine.reservation.Reservation;
import io.tavolo.engine.restaurant.Channel;
import io.tavolo.engine.restaurant.Limits;
import io.tavolo.engine.restaurant.Pacing;
import io.tavolo.engine.restaurant.PacingOverride;
import io.tavolo.engine.restaurant.Restaurant;
import io.tavolo.engine.restaurant.Schedule;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A definition, and which seating a party gets when others sit already. */
final class NaiveFloor {
  final Restaurant definition;
  final NaiveCalendar calendar;
  final List<Seating> seatings;

  NaiveFloor(Restaurant definition) {
    this.definition = definition;
    calendar = new NaiveCalendar(definition.profile().zone(), definition.schedule());
    seatings = NaiveTables.of(definition.floorPlan());
  }

  /** What a party that wants a table comes to: a seating or a refusal. */
  record Answer(@Nullable Seating seating, @Nullable Refusal refusal, boolean exceeded) {}

  boolean hasArea(String areaId) {
    return definition.floorPlan().areas().stream().anyMatch(area -> area.id().equals(areaId));
  }

  /** The first channel that these tables are given to, as they are joined. */
  Channel channelOf(List<String> tables) {
    return seatings.stream()
        .filter(seating -> new HashSet<>(seating.labels()).equals(new HashSet<>(tables)))
        .map(Seating::first)
        .findFirst()
        .orElse(Channel.ONLINE);
  }

  int resetTicks() {
    return definition.schedule().resetMinutes() / 5;
  }

  /** Of the seatings that would do, in the order in which they are given. */
  List<Seating> free(
      int party,
      @Nullable String areaId,
      Channel channel,
      int startTick,
      int freeTick,
      List<Reservation> others) {
    return seatings.stream()
        .filter(seating -> seating.takes(party, channel, areaId))
        .filter(
            seating ->
                others.stream()
                    .filter(other -> other.tables().stream().anyMatch(seating.labels()::contains))
                    .noneMatch(
                        other -> other.startTick() < freeTick && startTick < other.freeTick()))
        .toList();
  }

  Answer seat(
      int party,
      @Nullable String areaId,
      Channel channel,
      int startTick,
      boolean exceed,
      List<Reservation> others) {
    int endTick = startTick + calendar.turnTicks(startTick, party);
    List<Seating> free = free(party, areaId, channel, startTick, endTick + resetTicks(), others);
    if (free.isEmpty()) {
      return new Answer(null, Refusal.NO_TABLE, false);
    }
    if (isWithinPace(null, party, startTick, endTick, others)) {
      for (Seating seating : free) {
        if (isWithinPace(seating.areaId(), party, startTick, endTick, others)) {
          return new Answer(seating, null, false);
        }
      }
    }
    return exceed ? new Answer(free.get(0), null, true) : new Answer(null, Refusal.PACING, false);
  }

  /**
   * Whether the house, or an area by itself, takes the party.
   *
   * @param areaId null for the house
   */
  boolean isWithinPace(
      @Nullable String areaId, int party, int startTick, int endTick, List<Reservation> others) {
    if (!isPaced(areaId)) {
      return true;
    }
    Slot slot = Objects.requireNonNull(calendar.slotAt(startTick));
    List<Reservation> counted =
        others.stream().filter(r -> areaId == null || r.areaId().equals(areaId)).toList();
    List<Reservation> starting =
        counted.stream()
            .filter(r -> r.startTick() >= startTick && r.startTick() < slot.untilTick())
            .toList();
    Limits limits = limits(areaId, slot);
    if (exceeds(limits.partiesStarting(), starting.size() + 1)
        || exceeds(limits.coversStarting(), covers(starting) + party)) {
      return false;
    }
    for (int tick = startTick; tick < endTick; tick++) {
      Limits now = limits(areaId, calendar.lastSlotUntil(slot.date(), tick));
      if (now.coversPresent() != null) {
        int at = tick;
        List<Reservation> present =
            counted.stream().filter(r -> r.startTick() <= at && at < r.endTick()).toList();
        if (exceeds(now.coversPresent(), covers(present) + party)) {
          return false;
        }
      }
    }
    return true;
  }

  private boolean isPaced(@Nullable String areaId) {
    Schedule schedule = definition.schedule();
    return schedule.pacing().stream().anyMatch(p -> Objects.equals(p.areaId(), areaId))
        || schedule.pacingOverrides().stream().anyMatch(p -> Objects.equals(p.areaId(), areaId));
  }

  private static int covers(List<Reservation> reservations) {
    return reservations.stream().mapToInt(Reservation::partySize).sum();
  }

  private static boolean exceeds(@Nullable Integer limit, int count) {
    return limit != null && count > limit;
  }

  private Limits limits(@Nullable String areaId, Slot slot) {
    Limits rule = new Limits(null, null, null);
    for (Pacing pacing : definition.schedule().pacing()) {
      if (Objects.equals(pacing.areaId(), areaId) && pacing.shiftId() == null) {
        rule = pacing.limits();
      }
    }
    for (Pacing pacing : definition.schedule().pacing()) {
      if (Objects.equals(pacing.areaId(), areaId) && slot.shift().id().equals(pacing.shiftId())) {
        rule = pacing.limits();
      }
    }
    for (PacingOverride override : definition.schedule().pacingOverrides()) {
      if (Objects.equals(override.areaId(), areaId)
          && override.date().equals(slot.date())
          && slot.wallMinutes() >= override.from()
          && slot.wallMinutes() < override.until()) {
        Limits over = override.limits();
        rule =
            new Limits(
                over.coversStarting() == null ? rule.coversStarting() : over.coversStarting(),
                over.partiesStarting() == null ? rule.partiesStarting() : over.partiesStarting(),
                over.coversPresent() == null ? rule.coversPresent() : over.coversPresent());
      }
    }
    return rule;
  }
}
