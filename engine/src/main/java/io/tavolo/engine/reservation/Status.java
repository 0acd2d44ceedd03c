package io.tavolo.engine.reservation;

/** Where a reservation stands. The codes are stored: never reuse one. */
public enum Status {
  /** A pending reservation: the table is kept until the hold runs out. */
  HELD(0, true),
  CONFIRMED(1, true),
  ARRIVED(2, true),
  SEATED(3, true),
  FINISHED(4, false),
  CANCELLED(5, false),
  NO_SHOW(6, false),
  EXPIRED(7, false);

  private static final Status[] BY_CODE = values();

  private final int code;
  private final boolean occupies;

  Status(int code, boolean occupies) {
    this.code = code;
    this.occupies = occupies;
  }

  public int code() {
    return code;
  }

  /** Whether a table is taken by it. */
  public boolean occupies() {
    return occupies;
  }

  /** The status with the code; the codes count from 0 in the order of declaration. */
  public static Status of(int code) {
    return BY_CODE[code];
  }
}
