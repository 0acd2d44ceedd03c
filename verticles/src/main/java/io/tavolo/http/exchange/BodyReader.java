package io.tavolo.http.exchange;

import io.tavolo.http.problem.Problem;
import io.tavolo.http.problem.ProblemType;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.VertxException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Takes requests' bodies off the wire, whole, within their limits of size and time. */
public final class BodyReader {
  /** The largest body, in bytes. */
  static final int MAX_BYTES = 64 * 1024;

  /** The largest body of lines that is read whole, in bytes. */
  static final int MAX_LINES_BYTES = 8 * 1024 * 1024;

  /** How much longer such a body may take. */
  private static final int LINES_PATIENCE = 6;

  /**
   * What is still read and thrown away of a body that was refused, so that the client reads the
   * answer before the connection closes under it.
   */
  private static final int MAX_DRAINED_BYTES = 16 * MAX_BYTES;

  static final Set<String> JSON = Set.of("application/json");
  static final Set<String> LINES = Set.of("application/x-ndjson");
  static final Set<String> MERGE_PATCH = Set.of("application/json", "application/merge-patch+json");

  private final Vertx vertx;
  private final int limitMs;
  private final int unreadMs;

  /**
   * A reader for one event loop.
   *
   * @param limitMs how long a whole body may take, 1 or more
   * @param unreadMs how long a client may leave unread what it is sent bit by bit, 1 or more
   */
  public BodyReader(Vertx vertx, int limitMs, int unreadMs) {
    this.vertx = vertx;
    this.limitMs = limitMs;
    this.unreadMs = unreadMs;
  }

  /** Refuses a body by its header fields alone: a content type that is not one of these. */
  static void requireMediaType(HttpServerRequest request, Set<String> accepted) {
    String type = request.getHeader(HttpHeaders.CONTENT_TYPE);
    String encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
    if (!isAccepted(type, accepted)
        || (encoding != null && !encoding.strip().equalsIgnoreCase("identity"))) {
      throw Problem.of(
              ProblemType.UNSUPPORTED_MEDIA_TYPE,
              "expected: "
                  + String.join(" or ", accepted.stream().sorted().toList())
                  + ", in UTF-8")
          .asException();
    }
  }

  private static boolean isAccepted(@Nullable String type, Set<String> accepted) {
    if (type == null) {
      return false;
    }
    String[] parts = type.toLowerCase(Locale.ROOT).split(";", -1);
    if (!accepted.contains(parts[0].strip())) {
      return false;
    }
    for (int i = 1; i < parts.length; i++) {
      String parameter = parts[i].strip().replace("\"", "");
      if (parameter.startsWith("charset=")
          && !parameter.equals("charset=utf-8")
          && !parameter.equals("charset=utf8")) {
        return false;
      }
    }
    return true;
  }

  /** Whether a body comes with the request. */
  static boolean hasBody(HttpServerRequest request) {
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    return length == null
        ? request.headers().contains(HttpHeaders.TRANSFER_ENCODING)
        : !length.equals("0");
  }

  /** Whether the body is announced as larger than any that is read. */
  static boolean isTooLarge(HttpServerRequest request) {
    return isLargerThan(MAX_BYTES, request);
  }

  static boolean isLargerThan(int maxBytes, HttpServerRequest request) {
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    try {
      return length != null && Long.parseLong(length) > maxBytes;
    } catch (NumberFormatException e) {
      return true;
    }
  }

  /**
   * Reads the body; one that is too large, too slow or broken ends in {@code refused}, exactly
   * once.
   */
  void read(HttpServerRequest request, Handler<byte[]> whole, Handler<Problem> refused) {
    readUpTo(new Incoming(request, refused, MAX_BYTES, limitMs, MAX_DRAINED_BYTES), whole);
  }

  /** Reads a body of lines as {@link #read} does others, only larger and longer. */
  void readLines(HttpServerRequest request, Handler<byte[]> whole, Handler<Problem> refused) {
    int patientMs = LINES_PATIENCE * limitMs;
    readUpTo(
        new Incoming(request, refused, MAX_LINES_BYTES, patientMs, 2 * MAX_LINES_BYTES), whole);
  }

  private void readUpTo(Incoming body, Handler<byte[]> whole) {
    if (isLargerThan(body.maxBytes, body.request)) {
      body.refuseSize();
    }
    receive(body, whole);
  }

  /** Answers a body of lines as it comes; there is no limit to its size and time. */
  void answerLines(HttpServerRequest request, LineAnswers answers, Runnable whenOver) {
    new LineExchange(vertx, request, answers, unreadMs, whenOver).begin();
  }

  /** Answers with events instead, for as long as the client reads them. */
  EventStream events(HttpServerRequest request) {
    return new EventStream(vertx, request, unreadMs);
  }

  /**
   * Throws the body away. One that is too large, too slow or broken ends in {@code refused},
   * exactly once, and its connection is closed.
   */
  void discard(HttpServerRequest request, Handler<Problem> refused) {
    receive(new Incoming(request, refused, MAX_BYTES, limitMs, 0), bytes -> {});
  }

  private void receive(Incoming body, Handler<byte[]> whole) {
    long deadline = vertx.setTimer(body.timeMs, late -> body.end());
    body.request.handler(body::add);
    body.request.exceptionHandler(
        cause -> {
          vertx.cancelTimer(deadline);
          body.fail(cause);
        });
    body.request.endHandler(
        end -> {
          vertx.cancelTimer(deadline);
          if (body.isRefused) {
            body.request.connection().close();
          } else {
            whole.handle(body.bytes.getBytes());
          }
        });
  }

  private static final class Incoming {
    private final HttpServerRequest request;
    private final Handler<Problem> refused;
    private final int maxBytes;
    private final int timeMs;
    private final long maxDrained;
    private Buffer bytes = Buffer.buffer();
    private boolean isRefused;
    private long drained;

    Incoming(
        HttpServerRequest request,
        Handler<Problem> refused,
        int maxBytes,
        int timeMs,
        long maxDrained) {
      this.request = request;
      this.refused = refused;
      this.maxBytes = maxBytes;
      this.timeMs = timeMs;
      this.maxDrained = maxDrained;
    }

    void add(Buffer chunk) {
      if (!isRefused && bytes.length() + chunk.length() <= maxBytes) {
        bytes.appendBuffer(chunk);
        return;
      }
      if (!isRefused) {
        refuseSize();
      }
      drained += chunk.length();
      if (drained > maxDrained) {
        request.connection().close();
      }
    }

    void refuseSize() {
      refuse(
          Problem.of(ProblemType.BODY_TOO_LARGE, "expected: at most %d bytes".formatted(maxBytes)));
    }

    /** Its time is over, also for what is only thrown away. */
    void end() {
      if (!isRefused) {
        refuse(
            Problem.of(
                ProblemType.REQUEST_TIMEOUT,
                "expected: the whole body within %d ms".formatted(timeMs)));
      }
      request.connection().close();
    }

    /** The connection is lost, or closes because nothing can be made of what came by it. */
    void fail(Throwable cause) {
      boolean lost = cause instanceof VertxException || cause instanceof IOException;
      if (!lost && !isRefused) {
        refuse(Problem.of(ProblemType.BAD_REQUEST, "the body is not correctly framed"));
        // Vert.x will cut the connection off at once; closed in order, the answer goes out first.
        request.connection().close();
      }
    }

    private void refuse(Problem problem) {
      isRefused = true;
      bytes = Buffer.buffer();
      refused.handle(problem);
    }
  }
}
