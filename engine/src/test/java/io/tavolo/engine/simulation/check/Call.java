package io.tavolo.engine.simulation.check;

import io.tavolo.engine.lane.Reply;
import io.tavolo.engine.lane.Request;
import org.jspecify.annotations.Nullable;

/** One sending of a request, and its answer. */
final class Call {
  final int number;
  final Request request;
  final Ledger ledger;

  /** Null for a question. */
  final @Nullable Errand errand;

  final long askedUs;

  /** Counts what the history is told: an exact order also of what happens at the same time. */
  final long askedStep;

  /** Events committed before it was asked. */
  final int since;

  @Nullable Reply reply;
  long answeredUs;
  long answeredStep;

  /** Events committed before it was answered. */
  int until;

  Call(
      int number,
      Request request,
      Ledger ledger,
      @Nullable Errand errand,
      long askedUs,
      long askedStep) {
    this.number = number;
    this.request = request;
    this.ledger = ledger;
    this.errand = errand;
    this.askedUs = askedUs;
    this.askedStep = askedStep;
    since = ledger.version();
  }

  void answer(Reply said, long nowUs, long step) {
    reply = said;
    answeredUs = nowUs;
    answeredStep = step;
    until = ledger.version();
  }

  /** Whether something may have come of it, by its answer or for want of one. */
  boolean mayHaveDone() {
    return reply == null
        || reply instanceof Reply.Done
        || reply instanceof Reply.Stored
        || reply instanceof Reply.NotOwner
        || (reply instanceof Reply.Unavailable unavailable
            && unavailable.reason() == Reply.Reason.UNKNOWN_OUTCOME);
  }
}
