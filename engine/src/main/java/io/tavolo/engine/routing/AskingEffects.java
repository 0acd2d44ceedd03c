package io.tavolo.engine.routing;

import io.tavolo.engine.lane.Reply;

/**
 * All that one request on its way asks of the world. Each call returns at once and must not call
 * back into {@link Asking} before it has returned; an answer comes as an input, on the same thread.
 */
public interface AskingEffects {
  /**
   * Submit the request to the lane that runs the shard here; {@link Asking#answered}.
   *
   * @param deadlineMs on the node's monotonic clock
   */
  void submit(int attempt, int shard, long deadlineMs);

  /**
   * Send the request to the node at the address. One input ends the attempt: {@link
   * Asking#answered}, {@link Asking#unanswered}, {@link Asking#unheard} or {@link Asking#failed}.
   *
   * @param remainingMs how long its caller still waits, 1 or more: travels with the request
   * @param silenceMs after so long without an answer it is {@link Asking#unanswered}
   */
  void send(int attempt, int shard, String address, long remainingMs, long silenceMs);

  /**
   * Wait, the longer the more often it failed, and not as long as anybody else; then {@link
   * Asking#pauseOver}.
   *
   * @param failures how often a pause came before this one, 0 or more
   * @param mostMs no longer than this, 1 or more
   */
  void pause(int failures, long mostMs);

  /** The caller's answer; once, and the last effect. Never {@link Reply.NotOwner}. */
  void answer(Reply reply);
}
