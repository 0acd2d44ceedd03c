package io.tavolo.http.exchange;

import io.netty.handler.codec.DecoderException;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * A body of lines, each answered by a line, in their order, while the body still comes.
 *
 * <p>At most {@link #IN_FLIGHT} lines are being answered; while they are, or while the client does
 * not read, nothing more is read from it. A client that leaves answers unread for too long is cut
 * off. One event loop.
 */
final class LineExchange {
  /** Twice what a lane commits at once: one batch commits while the next gathers. */
  static final int IN_FLIGHT = 1_024;

  private static final byte[] END = {'\n'};

  private static final class Slot {
    private @Nullable Buffer answer;
  }

  private final Context loop;
  private final HttpServerRequest request;
  private final HttpServerResponse response;
  private final LineAnswers answers;
  private final Patience patience;
  private final Runnable whenOver;
  private final Lines lines = new Lines();
  private final Deque<Slot> inFlight = new ArrayDeque<>();
  private int taken;
  private boolean ended;
  private boolean over;
  private boolean paused;
  private boolean flushing;

  /**
   * An exchange that begins with {@link #begin}, on the event loop of the request.
   *
   * @param unreadMs how long a client may leave answers unread
   * @param whenOver called once, when all is answered or nobody wants the answers any more
   */
  LineExchange(
      Vertx vertx,
      HttpServerRequest request,
      LineAnswers answers,
      int unreadMs,
      Runnable whenOver) {
    this.loop = vertx.getOrCreateContext();
    this.request = request;
    this.response = request.response();
    this.answers = answers;
    this.patience = new Patience(vertx, request, unreadMs, this::end);
    this.whenOver = whenOver;
  }

  void begin() {
    response.setChunked(true);
    response.exceptionHandler(gone -> end());
    response.closeHandler(gone -> end());
    response.drainHandler(read -> drained());
    request.exceptionHandler(this::broken);
    request.handler(this::received);
    request.endHandler(
        last -> {
          ended = true;
          pump();
        });
    response.writeHead();
  }

  private void received(Buffer piece) {
    if (!over) {
      lines.add(piece);
      pump();
    }
  }

  /** Takes lines up while there is room, then stops reading, or goes on. */
  private void pump() {
    while (!over && !patience.isWaiting() && inFlight.size() < IN_FLIGHT) {
      byte[] line = lines.next();
      if (line == null && ended) {
        line = lines.rest();
      }
      if (line == null) {
        break;
      }
      take(line);
    }
    boolean full = patience.isWaiting() || inFlight.size() >= IN_FLIGHT;
    if (full && !paused) {
      paused = true;
      request.pause();
    } else if (!full && paused) {
      paused = false;
      request.resume();
    }
    flushSoon();
  }

  private void take(byte[] line) {
    int number = ++taken;
    Slot slot = new Slot();
    inFlight.add(slot);
    Future<Buffer> answer =
        line == Lines.TOO_LONG
            ? Future.succeededFuture(answers.tooLong(number, Lines.MAX_BYTES))
            : answers.answer(number, line);
    answer.onSuccess(
        answered -> {
          slot.answer = answered;
          if (inFlight.peek() == slot) {
            flushSoon();
          }
        });
  }

  /** Answers come in bursts, as batches commit: those of one burst leave together. */
  private void flushSoon() {
    if (!flushing && !over) {
      flushing = true;
      loop.runOnContext(
          now -> {
            flushing = false;
            flush();
          });
    }
  }

  private void flush() {
    if (over) {
      return;
    }
    Buffer out = Buffer.buffer();
    for (Slot head = inFlight.peek(); head != null; head = inFlight.peek()) {
      Buffer answer = head.answer;
      if (answer == null) {
        break;
      }
      out.appendBuffer(answer).appendBytes(END);
      inFlight.remove();
    }
    if (out.length() > 0) {
      response.write(out);
      patience.written();
      pump();
    }
    if (ended && !over && inFlight.isEmpty() && !patience.isWaiting()) {
      response.end(answers.done(taken).appendBytes(END));
      end();
    }
  }

  private void drained() {
    if (patience.drained()) {
      pump();
    }
  }

  /** The connection is lost, or nothing can be made of what comes by it. */
  private void broken(Throwable cause) {
    if (cause instanceof DecoderException) {
      request.connection().close();
    }
    end();
  }

  private void end() {
    if (!over) {
      over = true;
      patience.end();
      inFlight.clear();
      whenOver.run();
    }
  }
}
