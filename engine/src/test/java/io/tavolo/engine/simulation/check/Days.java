package io.tavolo.engine.simulation.check;

import io.tavolo.engine.availability.DaySnapshot;
import io.tavolo.engine.lane.Reply;
import io.tavolo.engine.lane.Request;
import io.tavolo.engine.reservation.Floor;
import io.tavolo.engine.reservation.Refusal;
import io.tavolo.engine.reservation.RestaurantState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * H of what is read from memory. A day names the version it is of by its epoch and sequence: that
 * version was the newest one at some moment within the call, and the day is what the rules say of
 * it.
 */
final class Days {
  private static final long DAY_MS = 86_400_000;

  /** A lane forgets, and does not load, visits of days that are so long over. */
  private static final int FORGOTTEN_DAYS = 2;

  /** An answer that names a version, which stays the one it names. */
  private record Read(Call call, DaySnapshot day, int version) {}

  private final Walls walls;
  private final List<Read> reads = new ArrayList<>();

  Days(Walls walls) {
    this.walls = walls;
  }

  void check(Call call, Request.ReadDay read, Reply reply) {
    if (reply instanceof Reply.Day told) {
      day(call, read, told.day());
    } else if (reply instanceof Reply.Refused refused) {
      if (refused.refusal() != Refusal.UNKNOWN_RESTAURANT) {
        throw Answers.wrong('H', call, "a day");
      }
      Doubt.settle(
          'H',
          call,
          call.until,
          walls,
          (state, version, nowMs) -> Rules.isAnother(state, read.restaurantId()),
          () -> Words.of(refused));
    } else if (!(reply instanceof Reply.NotOwner || reply instanceof Reply.Unavailable)) {
      throw Answers.wrong('H', call, "a day");
    }
  }

  private void day(Call call, Request.ReadDay read, DaySnapshot day) {
    Ledger ledger = call.ledger;
    int version = ledger.versionAt(day.epoch(), day.seq());
    if (version < call.since) {
      throw Answers.wrong(
          'H',
          call,
          "version %d or later, not %d: it was committed before it was asked"
              .formatted(call.since, version));
    }
    if (day.serviceDay() != read.serviceDay()) {
      throw Answers.wrong('H', call, "the day asked for, not " + day.serviceDay());
    }
    reads.add(new Read(call, day, version));
    if (day == ledger.checkedDay && version == ledger.checkedVersion) {
      return;
    }
    ledger.checkedDay = day;
    ledger.checkedVersion = version;
    if (day.serviceDay() > Math.floorDiv(walls.highestMs, DAY_MS) - FORGOTTEN_DAYS) {
      Doubt.settleAt(
          'H',
          call,
          version,
          (state, v, nowMs) -> isOf(state, read, day),
          () -> Words.of(new Reply.Day(day)) + ", which is not what was free");
    }
  }

  private static boolean isOf(RestaurantState state, Request.ReadDay read, DaySnapshot day) {
    Floor floor = state.floor();
    if (floor == null || Rules.isAnother(state, read.restaurantId())) {
      return false;
    }
    DaySnapshot expected = DaySnapshot.of(floor, day.serviceDay(), day.epoch(), day.seq());
    return Arrays.equals(day.encode(), expected.encode());
  }

  /** Nobody read what was committed only after it was told. */
  void finish() {
    for (Read read : reads) {
      int version = read.call.ledger.versionAt(read.day.epoch(), read.day.seq());
      if (version != read.version) {
        throw Answers.wrong(
            'H',
            read.call,
            "version %d at most, not %d: it was committed later".formatted(read.version, version));
      }
    }
  }
}
