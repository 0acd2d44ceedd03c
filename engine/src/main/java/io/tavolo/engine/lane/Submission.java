package io.tavolo.engine.lane;

/**
 * A request within a lane.
 *
 * @param deadlineMs on the lane's monotonic clock; past it the request is not taken up any more
 * @param ticket who waits for the reply: opaque to the lane
 * @param mayHaveLanded whether a batch with it had an unknown outcome: nobody may then say that
 *     nothing was done
 */
public record Submission(
    int shard, Request request, long deadlineMs, Object ticket, boolean mayHaveLanded) {
  public Submission(int shard, Request request, long deadlineMs, Object ticket) {
    this(shard, request, deadlineMs, ticket, false);
  }

  Submission afterUnknownOutcome() {
    return new Submission(shard, request, deadlineMs, ticket, true);
  }
}
