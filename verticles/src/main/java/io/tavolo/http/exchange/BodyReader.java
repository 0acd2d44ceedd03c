package io.tavolo.http.exchange;

import io.tavolo.http.problem.Problem;
import io.tavolo.http.problem.ProblemType;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Takes a request's body off the wire, whole, within its limit. */
final class BodyReader {
  /** The largest body, in bytes. */
  static final int MAX_BYTES = 64 * 1024;

  /**
   * What is still read and thrown away of a body that was refused, so that the client reads the
   * answer before the connection closes under it.
   */
  private static final int MAX_DRAINED_BYTES = 16 * MAX_BYTES;

  static final Set<String> JSON = Set.of("application/json");
  static final Set<String> MERGE_PATCH = Set.of("application/json", "application/merge-patch+json");

  private BodyReader() {}

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

  /** Reads the body; one that is too large ends in {@code tooLarge}, exactly once. */
  static void read(HttpServerRequest request, Handler<byte[]> whole, Runnable tooLarge) {
    Collected collected = new Collected(request, tooLarge);
    if (announcedBytes(request) > MAX_BYTES) {
      collected.refuse();
    }
    request.handler(collected::add);
    request.endHandler(
        end -> {
          if (!collected.refused) {
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

  private static final class Collected {
    private final HttpServerRequest request;
    private final Runnable tooLarge;
    private Buffer bytes = Buffer.buffer();
    private boolean refused;
    private long drained;

    Collected(HttpServerRequest request, Runnable tooLarge) {
      this.request = request;
      this.tooLarge = tooLarge;
    }

    void add(Buffer chunk) {
      if (refused) {
        drained += chunk.length();
        if (drained > MAX_DRAINED_BYTES) {
          request.connection().close();
        }
      } else if (bytes.length() + chunk.length() > MAX_BYTES) {
        refuse();
      } else {
        bytes.appendBuffer(chunk);
      }
    }

    void refuse() {
      refused = true;
      bytes = Buffer.buffer();
      tooLarge.run();
    }
  }
}
