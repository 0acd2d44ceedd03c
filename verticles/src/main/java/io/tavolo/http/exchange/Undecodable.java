package io.tavolo.http.exchange;

import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.tavolo.http.problem.Problem;
import io.tavolo.http.problem.ProblemType;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.util.concurrent.TimeUnit;

/** The limits of what is read as HTTP, on every port, and the answer to what is beyond them. */
public final class Undecodable {
  private static final int MAX_HEADER_BYTES = 8 * 1024;
  private static final int MAX_INITIAL_LINE_BYTES = 4 * 1024;
  private static final int IDLE_SECONDS = 60;

  private Undecodable() {}

  /** A server that keeps the limits. */
  public static HttpServerOptions options() {
    return new HttpServerOptions()
        .setIdleTimeout(IDLE_SECONDS)
        .setIdleTimeoutUnit(TimeUnit.SECONDS)
        .setMaxHeaderSize(MAX_HEADER_BYTES)
        .setMaxInitialLineLength(MAX_INITIAL_LINE_BYTES)
        .setDecompressionSupported(false)
        // Nothing here speaks WebSocket: two handlers less for every request.
        .setPerMessageWebSocketCompressionSupported(false)
        .setPerFrameWebSocketCompressionSupported(false)
        // Limits and connections are handled as HTTP/1.1 has them.
        .setHttp2ClearTextEnabled(false)
        .setHandle100ContinueAutomatically(true)
        .setTcpNoDelay(true);
  }

  /** What the HTTP decoder could not read. Nothing that follows on the connection can be. */
  public static void refuse(Exchange exchange, HttpServerRequest request) {
    Throwable cause = request.decoderResult().cause();
    ProblemType type = ProblemType.BAD_REQUEST;
    if (cause instanceof TooLongHttpLineException) {
      type = ProblemType.URI_TOO_LONG;
    } else if (cause instanceof TooLongFrameException) {
      type = ProblemType.HEADERS_TOO_LARGE;
    }
    exchange.with("Connection", "close").fail(Problem.of(type, type.title()));
    request.connection().close();
  }
}
