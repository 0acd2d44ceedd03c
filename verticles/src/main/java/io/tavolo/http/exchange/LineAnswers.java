package io.tavolo.http.exchange;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;

/** What the lines of a body are answered with; called on the request's event loop. */
public interface LineAnswers {
  /**
   * The answer to a line, which is one line itself, without its end. The future does not fail, and
   * completes on the caller's event loop.
   *
   * @param number counted from 1
   */
  Future<Buffer> answer(int number, byte[] line);

  /** The answer to a line that was not kept, because it has more bytes than {@code maxBytes}. */
  Buffer tooLong(int number, int maxBytes);

  /** The answer to a line that was not begun, for that reason. */
  Buffer notDone(int number, String why);

  /** What follows the answer to the last line. */
  Buffer done(int lines);
}
