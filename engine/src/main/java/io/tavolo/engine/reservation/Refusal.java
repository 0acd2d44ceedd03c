package io.tavolo.engine.reservation;

/**
 * Why a command was refused. Constants, so that a refusal allocates nothing. The ordinals are
 * stored: append only.
 */
public enum Refusal implements Decision {
  /** No table that takes the party is free for the whole visit. */
  NO_TABLE,
  /** No service on that date. */
  CLOSED,
  /** A service, but no start at that time. */
  NOT_A_SLOT,
  TOO_SOON,
  TOO_FAR_AHEAD,
  PARTY_SIZE,
  CANCELLATION_CUTOFF,
  /** The hold ran out or was given back. */
  HOLD_EXPIRED,
  /** Cancelled, or otherwise over: it can no longer be changed. */
  NOT_CHANGEABLE,
  /** The floor plan would leave standing reservations without their table. */
  ORPHANS,
  /** Another restaurant has the same number. */
  RESTAURANT_ID_TAKEN,
  UNKNOWN_RESTAURANT,
  UNKNOWN_RESERVATION,
  UNKNOWN_AREA,
  /** A wall-clock time that the spring change leaves out. */
  NONEXISTENT_TIME,
  DINER_REQUIRED,
  VERSION_MISMATCH,
  /** The key was used with another payload. */
  KEY_REUSED,
  /** The database refused the command's data, alone. */
  UNSTORABLE;

  private static final Refusal[] ALL = values();

  /** For want of a table at that time: other times may do. */
  public boolean isSlotUnavailable() {
    return ordinal() <= CANCELLATION_CUTOFF.ordinal();
  }

  /**
   * A decision about the restaurant's state, kept with the caller's key; the others depend on the
   * request alone.
   */
  public boolean isKept() {
    return ordinal() <= NOT_CHANGEABLE.ordinal();
  }

  public static Refusal of(int ordinal) {
    return ALL[ordinal];
  }
}
