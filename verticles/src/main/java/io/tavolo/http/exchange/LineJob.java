package io.tavolo.http.exchange;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A body of lines that is at hand as a whole, answered while nobody waits. What comes out are the
 * bytes that {@link LineExchange} would have sent. Bounded in time and in the size of the answers:
 * what is left then is not done, and told so. One event loop.
 */
public final class LineJob {
  /** The most lines of one body. */
  public static final int MAX_LINES = 20_000;

  /** How long lines are begun, in ms. */
  public static final int LIMIT_MS = 300_000;

  /** When the answers so far have more bytes, no line is begun any more. */
  static final int MAX_ANSWER_BYTES = 16 * 1024 * 1024;

  private static final long NANOS_PER_MS = 1_000_000;
  private static final byte END = '\n';

  private static final class Slot {
    private @Nullable Buffer answer;
  }

  private final Context loop;
  private final LineAnswers answers;
  private final LongSupplier nanoTime;
  private final long endNanos;
  private final Lines lines = new Lines();
  private final Deque<Slot> inFlight = new ArrayDeque<>();
  private final Buffer out = Buffer.buffer();
  private final Promise<Buffer> whole = Promise.promise();
  private int taken;
  private boolean ended;
  private boolean scheduled;

  /** A job that {@link #run} begins, on the event loop of that context. */
  public LineJob(Context loop, byte[] body, LineAnswers answers, LongSupplier nanoTime) {
    this.loop = loop;
    this.answers = answers;
    this.nanoTime = nanoTime;
    this.endNanos = nanoTime.getAsLong() + LIMIT_MS * NANOS_PER_MS;
    lines.add(Buffer.buffer(body));
  }

  /** How many lines a body has. */
  public static int count(byte[] body) {
    int ends = 0;
    for (byte octet : body) {
      if (octet == END) {
        ends++;
      }
    }
    return body.length == 0 || body[body.length - 1] == END ? ends : ends + 1;
  }

  /** Begins; the future has the answers to all lines, and does not fail. */
  public Future<Buffer> run() {
    soon();
    return whole.future();
  }

  private void soon() {
    if (!scheduled) {
      scheduled = true;
      loop.runOnContext(now -> turn());
    }
  }

  private void turn() {
    scheduled = false;
    keepAnswered();
    for (int room = LineExchange.IN_FLIGHT - inFlight.size(); room > 0 && !ended; room--) {
      byte[] line = lines.next();
      if (line == null) {
        line = lines.rest();
      }
      if (line == null) {
        ended = true;
      } else {
        take(line);
      }
    }
    if (ended && inFlight.isEmpty()) {
      whole.complete(out.appendBuffer(answers.done(taken)).appendByte(END));
    }
  }

  private void keepAnswered() {
    for (Slot head = inFlight.peek(); head != null; head = inFlight.peek()) {
      Buffer answer = head.answer;
      if (answer == null) {
        return;
      }
      out.appendBuffer(answer).appendByte(END);
      inFlight.remove();
    }
  }

  private void take(byte[] line) {
    int number = ++taken;
    Slot slot = new Slot();
    inFlight.add(slot);
    answer(number, line)
        .onSuccess(
            answered -> {
              slot.answer = answered;
              if (inFlight.peek() == slot) {
                soon();
              }
            });
  }

  private Future<Buffer> answer(int number, byte[] line) {
    if (out.length() > MAX_ANSWER_BYTES) {
      return Future.succeededFuture(
          answers.notDone(number, "the answers before it have more than 16 MiB; nothing was done"));
    }
    if (nanoTime.getAsLong() - endNanos > 0) {
      return Future.succeededFuture(
          answers.notDone(number, "the batch took more than 300 s; nothing was done"));
    }
    return line == Lines.TOO_LONG
        ? Future.succeededFuture(answers.tooLong(number, Lines.MAX_BYTES))
        : answers.answer(number, line);
  }
}
