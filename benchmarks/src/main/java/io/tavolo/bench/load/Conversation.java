package io.tavolo.bench.load;

import io.netty.buffer.ByteBuf;

/** What is said on one connection: a request, its answer, the next request. One event loop. */
interface Conversation {
  /** Writes the next request; false when there is none, which ends the conversation. */
  boolean ask(ByteBuf out);

  /**
   * Takes the answer to what was asked last.
   *
   * @param dueNanos when the request was to be sent, on the clock of {@link System#nanoTime}
   */
  void answered(AnswerReader.Answer answer, long dueNanos);

  /** The connection was lost, or spoke nonsense; nothing more is asked. */
  void broken(String why);
}
