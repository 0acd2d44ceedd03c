package io.tavolo.http.exchange;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.HttpServerConnection;

/**
 * With a client that leaves unread what it was sent: nothing more should be written to it, and
 * after a time without room for more it is cut off. One event loop.
 */
final class Patience {
  private final Vertx vertx;
  private final HttpServerRequest request;
  private final int unreadMs;
  private final Runnable whenCutOff;
  private boolean waiting;
  private boolean ended;
  private long cutOff;

  /**
   * @param unreadMs how long it is waited for, 1 or more
   * @param whenCutOff called when the client is cut off
   */
  Patience(Vertx vertx, HttpServerRequest request, int unreadMs, Runnable whenCutOff) {
    this.vertx = vertx;
    this.request = request;
    this.unreadMs = unreadMs;
    this.whenCutOff = whenCutOff;
  }

  /** Whether the client has to read first. */
  boolean isWaiting() {
    return waiting;
  }

  /** To be called after each write. */
  void written() {
    if (!ended && !waiting && request.response().writeQueueFull()) {
      waiting = true;
      cutOff = vertx.setTimer(unreadMs, late -> cutOff());
    }
  }

  /** To be called when there is room again; whether it was waited for. */
  boolean drained() {
    if (!waiting) {
      return false;
    }
    waiting = false;
    vertx.cancelTimer(cutOff);
    return true;
  }

  /** Nobody waits any more. */
  void end() {
    ended = true;
    drained();
  }

  /** At once: a connection that is closed in order first waits until all is read. */
  private void cutOff() {
    if (request.connection() instanceof HttpServerConnection connection) {
      var unused = connection.channelHandlerContext().close();
    }
    whenCutOff.run();
  }
}
