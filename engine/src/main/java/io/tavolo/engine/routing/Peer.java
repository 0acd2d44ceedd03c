package io.tavolo.engine.routing;

/** Another node as {@link Hearing} knows it: how long it has been silent. One thread. */
final class Peer {
  /** Where it is asked next. */
  String address = "";

  /** Whether it belongs to this node's cluster. */
  boolean member;

  /** Whether an answer is waited for. */
  boolean asking;

  /** Rounds without an answer, in a row, and when the first of them began. */
  int silentRounds;

  long silentSinceMs;

  /** The newest of these rounds in which both were members of one cluster. */
  int silentAsMember;

  /** Answers in a row that say that this node is not heard where it is. */
  int complaints;

  private long askedMs;

  /** A fresh address has kept no silence yet. */
  void reachedAt(String at) {
    if (!at.equals(address)) {
      address = at;
      silentRounds = 0;
      silentAsMember = 0;
    }
  }

  boolean isLost() {
    return silentRounds >= Hearing.ROUNDS;
  }

  void asked(long nowMs) {
    asking = true;
    askedMs = nowMs;
  }

  void answered(boolean complaint) {
    asking = false;
    silentRounds = 0;
    silentAsMember = 0;
    complaints = complaint ? complaints + 1 : 0;
  }

  void silent() {
    asking = false;
    if (silentRounds++ == 0) {
      silentSinceMs = askedMs;
    }
    silentAsMember = member ? silentAsMember + 1 : 0;
  }
}
