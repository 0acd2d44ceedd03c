package io.tavolo.node;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Bookings that come at a steady rate, whatever becomes of those before them: half of what the
 * nodes can take.
 */
final class Steady implements AutoCloseable {
  private static final int AT_ONCE = 32;
  private static final int MOST_AT_ONCE = 4_000;
  private static final long TICK_NANOS = 1_000_000;

  private final List<NodeProcess> nodes;
  private final List<String> houses;
  private final int days;
  private final AtomicInteger answered = new AtomicInteger();
  private final AtomicInteger underWay = new AtomicInteger();
  private final AtomicBoolean closed = new AtomicBoolean();
  private final Thread thread = new Thread(this::run, "steady diners");
  private volatile double perSecond;

  Steady(List<NodeProcess> nodes, List<String> houses, int days) {
    this.nodes = nodes;
    this.houses = houses;
    this.days = days;
    thread.setDaemon(true);
  }

  /**
   * Finds out what the nodes can take, in so many milliseconds, and begins with half of it.
   *
   * @return answers a second at most
   */
  double begin(long ms) throws InterruptedException {
    perSecond = Double.MAX_VALUE;
    thread.start();
    double capacity = measure(ms);
    perSecond = capacity / 2;
    return capacity;
  }

  /** Answers a second within the next milliseconds. */
  double measure(long ms) throws InterruptedException {
    int before = answered.get();
    long began = System.nanoTime();
    TimeUnit.MILLISECONDS.sleep(ms);
    return (answered.get() - before) * 1e9 / (System.nanoTime() - began);
  }

  private void run() {
    SplittableRandom random = new SplittableRandom(5);
    double due = 0;
    long last = System.nanoTime();
    while (!closed.get()) {
      LockSupport.parkNanos(TICK_NANOS);
      long now = System.nanoTime();
      boolean asFastAsCanBe = perSecond == Double.MAX_VALUE;
      due = asFastAsCanBe ? AT_ONCE - underWay.get() : due + (now - last) / 1e9 * perSecond;
      last = now;
      for (; due >= 1; due--) {
        if (underWay.get() < MOST_AT_ONCE) {
          book(random);
        }
      }
    }
  }

  private void book(SplittableRandom random) {
    NodeProcess node = nodes.get(random.nextInt(nodes.size()));
    String house = houses.get(random.nextInt(houses.size()));
    String start =
        "%sT%02d:%02d:00Z"
            .formatted(
                Diners.firstDay().plusDays(random.nextInt(days)),
                12 + random.nextInt(10),
                15 * random.nextInt(4));
    underWay.incrementAndGet();
    CompletableFuture<Void> unused =
        node.client()
            .sendAsync(
                node.post(
                    "/v1/restaurants/" + house + "/reservations",
                    Houses.booking(start, UUID.randomUUID().toString())),
                HttpResponse.BodyHandlers.discarding())
            .handle(
                (answer, failure) -> {
                  underWay.decrementAndGet();
                  if (failure == null
                      && (answer.statusCode() == 201 || answer.statusCode() == 409)) {
                    answered.incrementAndGet();
                  }
                  return null;
                });
  }

  /** Comes no more, and waits for the answers under way. */
  @Override
  public void close() {
    closed.set(true);
    while (thread.isAlive() || underWay.get() > 0) {
      LockSupport.parkNanos(TICK_NANOS);
    }
  }
}
