package io.tavolo.http;

/**
 * Where the API listens and how long it waits.
 *
 * @param port 0 for any free one, -1 for one that all instances of a deployment share
 * @param answerMs how long a lane has for its answer, 1..60,000
 * @param bodyMs how long a client has for its whole body, 1 or more
 * @param unreadMs how long the client of a batch or a stream may leave unread what it was sent
 *     before it is cut off, 1 or more
 * @param farewellMs how long a server that stops still answers, asking its clients to come no more,
 *     1 or more
 * @param paymentMs how long the provider of payments has for its answer, 1 or more
 * @param heartbeatMs how long a stream of events is silent at most, 1 or more
 * @param atOnce how many requests one event loop takes at once at most, however fast it answers
 * @param loops how many event loops serve, 1 or more
 */
public record HttpSettings(
    String host,
    int port,
    int answerMs,
    int bodyMs,
    int unreadMs,
    int paymentMs,
    int farewellMs,
    int heartbeatMs,
    int atOnce,
    int loops) {
  private static final int BODY_MS = 10_000;
  private static final int UNREAD_MS = 30_000;
  private static final int PAYMENT_MS = 5_000;
  private static final int FAREWELL_MS = 500;
  private static final int HEARTBEAT_MS = 15_000;
  private static final int AT_ONCE = 4_096;

  /** With the usual times and number of requests at once. */
  public HttpSettings(String host, int port, int answerMs, int loops) {
    this(
        host,
        port,
        answerMs,
        BODY_MS,
        UNREAD_MS,
        PAYMENT_MS,
        FAREWELL_MS,
        HEARTBEAT_MS,
        AT_ONCE,
        loops);
  }
}
