package io.tavolo.engine.reservation;

/**
 * Why a command was refused. Constants, so that a refusal allocates nothing. The codes are stored:
 * never reuse one.
 */
public enum Refusal implements Decision {
  /** No table that takes the party is free for the whole visit. */
  NO_TABLE(0, Nature.SLOT),
  /** No service on that date. */
  CLOSED(1, Nature.SLOT),
  /** A service, but no start at that time. */
  NOT_A_SLOT(2, Nature.SLOT),
  TOO_SOON(3, Nature.SLOT),
  TOO_FAR_AHEAD(4, Nature.SLOT),
  PARTY_SIZE(5, Nature.SLOT),
  CANCELLATION_CUTOFF(6, Nature.SLOT),
  /** The hold ran out or was given back. */
  HOLD_EXPIRED(7, Nature.STATE),
  /** Cancelled, or otherwise over: it can no longer be changed. */
  NOT_CHANGEABLE(8, Nature.STATE),
  /** The change would leave standing reservations without a place. */
  ORPHANS(9, Nature.REQUEST),
  /** Another restaurant has the same number. */
  RESTAURANT_ID_TAKEN(10, Nature.REQUEST),
  UNKNOWN_RESTAURANT(11, Nature.REQUEST),
  UNKNOWN_RESERVATION(12, Nature.REQUEST),
  UNKNOWN_AREA(13, Nature.REQUEST),
  /** A wall-clock time that the spring change leaves out. */
  NONEXISTENT_TIME(14, Nature.REQUEST),
  DINER_REQUIRED(15, Nature.REQUEST),
  VERSION_MISMATCH(16, Nature.REQUEST),
  /** The key was used with another payload. */
  KEY_REUSED(17, Nature.REQUEST),
  /** The database refused the command's data, alone. */
  UNSTORABLE(18, Nature.REQUEST),
  /** A table is free, but the kitchen or the floor takes no more at that time. */
  PACING(19, Nature.SLOT),
  /** The diner has another reservation at that time. */
  DINER_OVERLAP(20, Nature.SLOT),
  /** The diner has as many holds as one may have. */
  HOLD_LIMIT(21, Nature.SLOT),
  /** The deposit is not paid. */
  DEPOSIT_REQUIRED(22, Nature.REQUEST);

  private enum Nature {
    SLOT,
    STATE,
    REQUEST
  }

  private static final Refusal[] BY_CODE = values();

  private final int code;
  private final Nature nature;

  Refusal(int code, Nature nature) {
    this.code = code;
    this.nature = nature;
  }

  public int code() {
    return code;
  }

  /** For want of a table at that time: other times may do. */
  public boolean isSlotUnavailable() {
    return nature == Nature.SLOT;
  }

  /** Other times may do for this diner: what is refused for the diner's sake has none to offer. */
  public boolean hasAlternatives() {
    return isSlotUnavailable() && this != DINER_OVERLAP && this != HOLD_LIMIT;
  }

  /**
   * A decision about the restaurant's state, kept with the caller's key; the others depend on the
   * request alone.
   */
  public boolean isKept() {
    return nature != Nature.REQUEST;
  }

  /** The refusal with the code; the codes count from 0 in the order of declaration. */
  public static Refusal of(int code) {
    return BY_CODE[code];
  }
}
