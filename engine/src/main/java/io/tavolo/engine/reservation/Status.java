package io.tavolo.engine.reservation;

/** Where a reservation stands. The ordinals are stored: append only. */
public enum Status {
  /** A pending reservation: the table is kept until the hold runs out. */
  HELD,
  CONFIRMED,
  ARRIVED,
  SEATED,
  FINISHED,
  CANCELLED,
  NO_SHOW,
  EXPIRED;

  private static final Status[] ALL = values();

  /** Whether a table is taken by it. */
  public boolean occupies() {
    return this == HELD || this == CONFIRMED || this == ARRIVED || this == SEATED;
  }

  public static Status of(int ordinal) {
    return ALL[ordinal];
  }
}
