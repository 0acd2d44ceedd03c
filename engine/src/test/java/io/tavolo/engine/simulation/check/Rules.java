package io.tavolo.engine.simulation.check;

import io.tavolo.engine.lane.Request;
import io.tavolo.engine.reservation.Command;
import io.tavolo.engine.reservation.Decider;
import io.tavolo.engine.reservation.Decision;
import io.tavolo.engine.reservation.Diner;
import io.tavolo.engine.reservation.Event;
import io.tavolo.engine.reservation.Floor;
import io.tavolo.engine.reservation.Refusal;
import io.tavolo.engine.reservation.Reservation;
import io.tavolo.engine.reservation.RestaurantState;
import io.tavolo.engine.reservation.Status;
import io.tavolo.engine.restaurant.Policies;
import io.tavolo.engine.time.Calendar;
import io.tavolo.engine.time.ServiceDay;
import io.tavolo.engine.time.Start;
import io.tavolo.engine.time.Ticks;
import org.agrona.collections.LongArrayList;
import org.jspecify.annotations.Nullable;

/** The sequential specification: what one restaurant answers at one version, keys apart. */
final class Rules {
  private Rules() {}

  /**
   * What comes of the request at the version.
   *
   * @param state replayed to that version
   * @param nowMs the time it is decided at, milliseconds since the epoch
   */
  static Decision decide(
      Ledger ledger, RestaurantState state, int version, Request.Submit submit, long nowMs) {
    if (!(submit.command() instanceof Command.PutProfile)
        && isAnother(state, submit.restaurantId())) {
      return Refusal.UNKNOWN_RESTAURANT;
    }
    if (submit.command() instanceof Command.Create create) {
      Ledger.Track existing = existing(ledger, create, version);
      if (existing != null) {
        return new Decision.Unchanged(existing.at(version));
      }
    }
    return Decider.decide(state, submit.command(), nowMs);
  }

  /** Whether the restaurant does not exist, or is not the one that was named. */
  static boolean isAnother(RestaurantState state, String restaurantId) {
    Floor floor = state.floor();
    return floor == null
        || (!restaurantId.isEmpty()
            && !restaurantId.equals(floor.definition().profile().restaurantId()));
  }

  /** The reservation that the command made before the version, or that has its external id. */
  static Ledger.@Nullable Track existing(Ledger ledger, Command.Create create, int version) {
    Ledger.Track own = ledger.track(create.reservation());
    if (own != null && own.since() <= version) {
      return own;
    }
    Ledger.Track other = create.external() == null ? null : ledger.track(create.external());
    return other != null && other.since() <= version ? other : null;
  }

  /** What an answer says that happened, when the command changed nothing. */
  static Event.Kind kindOf(Command command) {
    if (command instanceof Command.Create) {
      return Event.Kind.BOOKED;
    }
    if (command instanceof Command.Confirm) {
      return Event.Kind.CONFIRMED;
    }
    if (command instanceof Command.Cancel) {
      return Event.Kind.CANCELLED;
    }
    return command instanceof Command.Release ? Event.Kind.RELEASED : Event.Kind.MODIFIED;
  }

  /**
   * Times at which the rules may change their answer to the command; a moment before each is tried
   * too.
   */
  static LongArrayList turningPoints(RestaurantState state, Command command) {
    LongArrayList points = new LongArrayList();
    Floor floor = state.floor();
    if (floor == null) {
      return points;
    }
    Policies policies = floor.definition().policies();
    Start asked = null;
    if (command instanceof Command.Create create) {
      asked = create.start();
    } else if (command instanceof Command.Modify modify) {
      asked = modify.start();
    } else if (command instanceof Command.PutFloorPlan) {
      state.standing().forEach(r -> points.addLong(Ticks.epochMilli(r.endTick())));
    }
    int start = asked == null ? Calendar.NONEXISTENT : floor.calendar().resolve(asked);
    if (start != Calendar.NONEXISTENT && start != Calendar.UNALIGNED) {
      points.addLong(Ticks.epochMilli(start) + 1);
      points.addLong(Ticks.epochMilli(start) - policies.minNoticeMinutes() * 60_000L + 1);
      ServiceDay day = floor.calendar().day(floor.calendar().dateOf(start));
      for (int slot = 0; slot < day.count(); slot++) {
        points.addLong(Ticks.epochMilli(day.at(slot)) - policies.minNoticeMinutes() * 60_000L + 1);
      }
    }
    // A hold that has run out is no longer in its diner's way.
    if (policies.onePerDiner() || policies.holdsPerDiner() > 0) {
      long key = dinerKeyOf(state, command);
      state.standing().stream()
          .filter(r -> key != 0 && r.dinerKey() == key && r.status() == Status.HELD)
          .forEach(r -> points.addLong(r.holdUntilMs()));
    }
    Reservation found =
        command instanceof Command.OfReservation ? state.find(command.reservation()) : null;
    if (found != null) {
      long startMs = Ticks.epochMilli(found.startTick());
      points.addLong(found.holdUntilMs());
      points.addLong(startMs + 1);
      points.addLong(startMs - policies.cancellationCutoffMinutes() * 60_000L + 1);
      points.addLong(Ticks.epochMilli(found.endTick()));
    }
    return points;
  }

  /** Whose reservations may be in the command's way; 0 when nobody's. */
  private static long dinerKeyOf(RestaurantState state, Command command) {
    Diner diner = command.diner();
    Reservation found = state.find(command.reservation());
    return diner != null ? diner.key() : found == null ? 0 : found.dinerKey();
  }
}
