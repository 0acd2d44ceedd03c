package io.tavolo.chaos.check;

import io.tavolo.engine.id.RestaurantNumber;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A restaurant as these runs have it: open every day, the same slots each day, in UTC.
 *
 * @param tables each stands alone, and takes everybody online
 */
public record House(String id, List<Table> tables) {
  /** Ticks of 5 minutes from one slot to the next. */
  public static final int SLOT_TICKS = 3;

  /** How long every party stays, in ticks. */
  public static final int TURN_TICKS = 18;

  private static final int TICKS_A_DAY = 288;
  private static final int FIRST_TICK = 12 * 12;
  private static final int SLOTS = 41;

  /** A table with the smallest and the largest party that it takes. */
  public record Table(String label, int minParty, int maxParty) {
    boolean takes(int party) {
      return party >= minParty && party <= maxParty;
    }
  }

  public House {
    tables = List.copyOf(tables);
  }

  /** The number that the journal knows it by. */
  public long number() {
    return RestaurantNumber.of(id);
  }

  /** The first ticks of all slots of a date. */
  public static List<Integer> slots(int day) {
    return IntStream.range(0, SLOTS)
        .mapToObj(n -> day * TICKS_A_DAY + FIRST_TICK + n * SLOT_TICKS)
        .toList();
  }

  /** The date, in days since 1970-01-01, that a tick lies in. */
  public static int dayOf(int tick) {
    return Math.floorDiv(tick, TICKS_A_DAY);
  }
}
