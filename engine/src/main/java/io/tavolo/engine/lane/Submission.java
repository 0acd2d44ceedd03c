package io.tavolo.engine.lane;

/**
 * A request within a lane.
 *
 * @param deadlineMs on the lane's monotonic clock; past it the request is not taken up any more
 * @param ticket who waits for the reply: opaque to the lane
 */
public record Submission(int shard, Request request, long deadlineMs, Object ticket) {}
