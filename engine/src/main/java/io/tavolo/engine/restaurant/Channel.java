package io.tavolo.engine.restaurant;

/**
 * How a party comes to its table. A table is given to its own channel and to those declared after
 * it: one kept for walk-ins is not given to a diner online. The codes are stored: never reuse one.
 */
public enum Channel {
  /** Diners and partners, by themselves. */
  ONLINE(0),
  /** Taken down by the house, on the telephone or at the door. */
  IN_HOUSE(1),
  /** At the door, for now. */
  WALK_IN(2);

  private static final Channel[] BY_CODE = values();

  private final int code;

  Channel(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }

  /** Whether the policies for diners bind it. */
  public boolean isOnline() {
    return this == ONLINE;
  }

  /** The channel with the code; the codes count from 0 in the order of declaration. */
  public static Channel of(int code) {
    return BY_CODE[code];
  }
}
