package io.tavolo.engine.simulation.postgres;

/** How a row is locked. */
enum Lock {
  /** FOR SHARE: many at once. */
  SHARE,

  /**
   * FOR NO KEY UPDATE, and an update's or delete's own lock. They differ only for FOR KEY SHARE,
   * which no statement of ours asks for.
   */
  EXCLUSIVE;

  boolean isAgainst(Lock other) {
    return this == EXCLUSIVE || other == EXCLUSIVE;
  }
}
