package io.tavolo.http.exchange;

import io.tavolo.http.problem.Problem;
import io.tavolo.http.problem.ProblemType;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Takes requests' bodies off the wire, whole, within their limits of size and time. */
public final class BodyReader {
  /** The largest body, in bytes. */
  static final int MAX_BYTES = 64 * 1024;

  /**
   * What is still read and thrown away of a body that was refused, so that the client reads the
   * answer before the connection closes under it.
   */
  private static final int MAX_DRAINED_BYTES = 16 * MAX_BYTES;

  static final Set<String> JSON = Set.of("application/json");
  static final Set<String> MERGE_PATCH = Set.of("application/json", "application/merge-patch+json");

  private final Vertx vertx;
  private final int limitMs;

  /**
   * A reader for one event loop.
   *
   * @param limitMs how long a whole body may take, 1 or more
   */
  public BodyReader(Vertx vertx, int limitMs) {
    this.vertx = vertx;
    this.limitMs = limitMs;
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

  /** Reads the body; one that is too large or too slow ends in {@code refused}, exactly once. */
  void read(HttpServerRequest request, Handler<byte[]> whole, Handler<Problem> refused) {
    Collected collected = new Collected(request, refused);
    if (announcedBytes(request) > MAX_BYTES) {
      collected.refuseSize();
    }
    long deadline = vertx.setTimer(limitMs, late -> collected.end());
    request.handler(collected::add);
    request.exceptionHandler(lost -> vertx.cancelTimer(deadline));
    request.endHandler(
        end -> {
          vertx.cancelTimer(deadline);
          if (!collected.isRefused) {
            whole.handle(collected.bytes.getBytes());
          }
        });
  }

  private static long announcedBytes(HttpServerRequest request) {
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    try {
      return length == null ? 0 : Long.parseLong(length);
    } catch (NumberFormatException e) {
      return Long.MAX_VALUE;
    }
  }

  private final class Collected {
    private final HttpServerRequest request;
    private final Handler<Problem> refused;
    private Buffer bytes = Buffer.buffer();
    private boolean isRefused;
    private long drained;

    Collected(HttpServerRequest request, Handler<Problem> refused) {
      this.request = request;
      this.refused = refused;
    }

    void add(Buffer chunk) {
      if (isRefused) {
        drained += chunk.length();
        if (drained > MAX_DRAINED_BYTES) {
          request.connection().close();
        }
      } else if (bytes.length() + chunk.length() > MAX_BYTES) {
        refuseSize();
      } else {
        bytes.appendBuffer(chunk);
      }
    }

    void refuseSize() {
      refuse(
          Problem.of(
              ProblemType.BODY_TOO_LARGE, "expected: at most %d bytes".formatted(MAX_BYTES)));
    }

    /** Its time is over, also for what is only thrown away. */
    void end() {
      if (!isRefused) {
        refuse(
            Problem.of(
                ProblemType.REQUEST_TIMEOUT,
                "expected: the whole body within %d ms".formatted(limitMs)));
      }
      request.connection().close();
    }

    private void refuse(Problem problem) {
      isRefused = true;
      bytes = Buffer.buffer();
      refused.handle(problem);
    }
  }
}
