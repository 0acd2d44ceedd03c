package io.tavolo.http.exchange;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/**
 * An answer of server-sent events (WHATWG HTML, 9.2), open until one side ends it. One event loop.
 *
 * <p>What waits to be written is bounded: a client that reads so slowly that {@value
 * #MAX_WAITING_BYTES} bytes wait for it, beyond what the sockets hold, is cut off. Nothing more is
 * written to it; its connection closes once it has read what was, or is idle for as long as any
 * connection may be. It may come back and say what it had last.
 */
public final class EventStream {
  private static final int MAX_WAITING_BYTES = 64 * 1024;

  /** How long a client waits before it comes back. */
  private static final Buffer BEGIN = Buffer.buffer("retry: 1000\n\n");

  private final HttpServerRequest request;
  private final HttpServerResponse response;
  private Handler<Void> gone = v -> {};
  private boolean ended;

  EventStream(HttpServerRequest request) {
    this.request = request;
    this.response = request.response();
  }

  void begin() {
    response.setWriteQueueMaxSize(MAX_WAITING_BYTES);
    response.setChunked(true);
    write(BEGIN);
  }

  /** Called once, when the client has gone or was cut off, and not after {@link #end}. */
  public void onGone(Handler<Void> handler) {
    gone = handler;
    response.closeHandler(closed -> leave());
  }

  private void leave() {
    if (!ended) {
      ended = true;
      gone.handle(null);
    }
  }

  /**
   * Sends an event.
   *
   * @param id what the client will say it had last; one line
   * @param data one line
   */
  public void event(String id, Buffer data) {
    write(
        Buffer.buffer(id.length() + data.length() + 16)
            .appendString("id: ")
            .appendString(id)
            .appendString("\ndata: ")
            .appendBuffer(data)
            .appendString("\n\n"));
  }

  /** Sends what keeps the connection alive, and tells how far the client has come. */
  public void heartbeat(String id) {
    write(Buffer.buffer(":\nid: " + id + "\n\n"));
  }

  /** Ends the answer; the client will come back, to whoever serves then. */
  public void end() {
    if (!ended) {
      ended = true;
      response.end();
    }
  }

  private void write(Buffer bytes) {
    if (ended) {
      return;
    }
    if (response.writeQueueFull()) {
      leave();
      request.connection().close();
    } else {
      response.write(bytes);
    }
  }
}
