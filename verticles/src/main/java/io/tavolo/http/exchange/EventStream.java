package io.tavolo.http.exchange;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/**
 * An answer of server-sent events (WHATWG HTML, 9.2), open until one side ends it. One event loop.
 *
 * <p>What waits to be written is bounded: once {@value #MAX_WAITING_BYTES} bytes wait, beyond what
 * the sockets hold, there is no room until the client has read half of them. One that makes no room
 * for too long is cut off; it may come back and say what it had last.
 */
public final class EventStream {
  private static final int MAX_WAITING_BYTES = 16 * 1024;

  /** How long a client waits before it comes back. */
  private static final Buffer BEGIN = Buffer.buffer("retry: 1000\n\n");

  private final HttpServerResponse response;
  private final Patience patience;
  private Handler<Void> room = v -> {};
  private Handler<Void> gone = v -> {};
  private boolean ended;

  EventStream(Vertx vertx, HttpServerRequest request, int unreadMs) {
    response = request.response();
    patience = new Patience(vertx, request, unreadMs, this::leave);
  }

  void begin() {
    response.setWriteQueueMaxSize(MAX_WAITING_BYTES);
    response.setChunked(true);
    response.drainHandler(read -> drained());
    write(BEGIN);
  }

  /** Called when there is room again. */
  public void onRoom(Handler<Void> handler) {
    room = handler;
  }

  /** Called once, when the client has gone or was cut off, and not after {@link #end}. */
  public void onGone(Handler<Void> handler) {
    gone = handler;
    response.closeHandler(closed -> leave());
  }

  /** Whether something may be sent; else the client has to read first. */
  public boolean hasRoom() {
    return !ended && !patience.isWaiting();
  }

  /**
   * Sends an event; there must be room.
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

  /**
   * Sends what keeps the connection alive, and tells how far the client has come; there must be
   * room.
   */
  public void heartbeat(String id) {
    write(Buffer.buffer(":\nid: " + id + "\n\n"));
  }

  /** Ends the answer; the client will come back, to whoever serves then. */
  public void end() {
    if (!ended) {
      ended = true;
      patience.end();
      response.end();
    }
  }

  private void leave() {
    if (!ended) {
      ended = true;
      patience.end();
      gone.handle(null);
    }
  }

  private void drained() {
    if (patience.drained() && !ended) {
      room.handle(null);
    }
  }

  private void write(Buffer bytes) {
    if (!hasRoom()) {
      throw new IllegalStateException("no room");
    }
    response.write(bytes);
    patience.written();
  }
}
