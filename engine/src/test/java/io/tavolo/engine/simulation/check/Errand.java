package io.tavolo.engine.simulation.check;

import io.tavolo.engine.lane.Batch;
import io.tavolo.engine.lane.Request;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A command that somebody wants done, sent once or again and again, always with the same key. */
final class Errand {
  /** A command key within its restaurant, and the row with the answer to it. */
  static final class Key {
    /** More than one only where a client used the key for another command too. */
    final List<Errand> errands = new ArrayList<>(1);

    Batch.@Nullable KeyRow row;

    /** The step at which the row was committed. */
    long step;

    /** The version that the command made, or 0 when it changed nothing. */
    int version;

    /** The newest version at which it may have been unanswered. */
    int decidedAt = Integer.MAX_VALUE;

    /** Whose command is the one with that payload. */
    @Nullable Errand with(long payloadHash) {
      for (Errand errand : errands) {
        if (errand.request.key().payloadHash() == payloadHash) {
          return errand;
        }
      }
      return null;
    }
  }

  final int number;
  final Key key;
  final Request.Submit request;
  final Ledger ledger;

  /** When it was first sent. */
  final long askedStep;

  final List<Call> calls = new ArrayList<>(2);

  Errand(int number, Key key, Request.Submit request, Ledger ledger, long askedStep) {
    this.number = number;
    this.key = key;
    this.request = request;
    this.ledger = ledger;
    this.askedStep = askedStep;
  }

  /** Whether the row under its key is the answer to this command, and not to another. */
  boolean isStored() {
    Batch.KeyRow row = key.row;
    return row != null && row.key().payloadHash() == request.key().payloadHash();
  }
}
