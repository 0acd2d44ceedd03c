package io.tavolo.bench.load;

import io.netty.channel.EventLoop;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/**
 * An open loop: requests are due at moments fixed beforehand, and go to whichever connection is
 * free. A late one is counted from when it was due, so that what a server's pause does to those
 * behind it is seen.
 *
 * <p><b>The backlog</b> is the part of the schedule between the next request that has not been sent
 * and now; nothing is stored, and it is never longer than the patience. What is older is dropped.
 *
 * <p><b>The timer.</b> The loop sleeps until the next request is due, and at least {@value
 * #SHORTEST_NAP_NANOS} ns; then all that are due are sent, as they are whenever an answer frees a
 * connection. Linux adds its timer slack of 50 µs. So latencies at more than 4,000 requests a
 * second are up to 0.3 ms too long, half of that on average; below, 0.1 ms.
 *
 * <p>One event loop, that of the connections.
 */
final class OpenLoop implements Pace {
  private static final long SHORTEST_NAP_NANOS = 250_000;

  private final EventLoop loop;
  private final Schedule schedule;
  private final long patienceNanos;
  private final Tally tally;
  private final Deque<HttpLine> idle = new ArrayDeque<>();
  private boolean started;
  private long startNanos;
  private long dueNanos;

  OpenLoop(EventLoop loop, Arrivals arrivals, Tally tally) {
    this.loop = loop;
    this.schedule = arrivals.schedule();
    this.patienceNanos = arrivals.patience().toNanos();
    this.tally = tally;
  }

  /** Begins the schedule now; until then all lines wait. */
  void start() {
    started = true;
    startNanos = System.nanoTime();
    tally.start(startNanos);
    advance();
    tick();
  }

  /** What is due until the end and was not sent is dropped: there is no line left to send it. */
  void stop() {
    while (started && !isOver()) {
      drop();
    }
  }

  @Override
  public void free(HttpLine line) {
    idle.add(line);
    if (started) {
      sendDue(System.nanoTime());
    }
  }

  private void tick() {
    long now = System.nanoTime();
    sendDue(now);
    if (!isOver()) {
      var unused =
          loop.schedule(
              this::tick, Math.max(dueNanos - now, SHORTEST_NAP_NANOS), TimeUnit.NANOSECONDS);
    }
  }

  private void sendDue(long now) {
    while (dueNanos - now <= 0 && !isOver()) {
      if (now - dueNanos > patienceNanos) {
        drop();
        continue;
      }
      HttpLine line = idle.poll();
      if (line == null) {
        return;
      }
      if (!line.isOver()) {
        tally.offered(dueNanos);
        line.ask(dueNanos);
        advance();
      }
    }
    if (isOver()) {
      idle.forEach(HttpLine::end);
      idle.clear();
    }
  }

  private void drop() {
    tally.offered(dueNanos);
    tally.dropped(dueNanos);
    advance();
  }

  private void advance() {
    dueNanos = startNanos + schedule.next();
  }

  private boolean isOver() {
    return tally.isOver(dueNanos);
  }
}
