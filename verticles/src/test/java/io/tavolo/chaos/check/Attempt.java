package io.tavolo.chaos.check;

/**
 * One sending of a call.
 *
 * @param node that it was sent to, from 1
 * @param sentNs on the harness's monotonic clock, since the run began
 * @param endedNs when the answer, or the failure, was there
 * @param endedMs the same on the harness's wall clock, milliseconds since the epoch
 */
public record Attempt(int node, long sentNs, long endedNs, long endedMs, Answer answer) {}
