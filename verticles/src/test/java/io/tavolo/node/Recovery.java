package io.tavolo.node;

import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** How long it takes until each of some restaurants takes a booking, from the making of this on. */
final class Recovery {
  private static final long PATIENCE_MS = 30_000;
  private static final int LATER_DAYS = 100;

  /** Each has a day of its own, on which all tables are free. */
  private static final AtomicInteger COUNT = new AtomicInteger();

  private final long beganNanos = System.nanoTime();
  private final LocalDate day = Diners.firstDay().plusDays(LATER_DAYS + COUNT.getAndIncrement());
  private final List<NodeProcess> nodes;
  private final List<String> houses;
  private final AtomicLong slowestMs = new AtomicLong();
  private CompletableFuture<Void> all = new CompletableFuture<>();

  /**
   * @param nodes to be asked
   */
  Recovery(List<NodeProcess> nodes, List<String> houses) {
    this.nodes = nodes;
    this.houses = houses;
  }

  /** Asks for all of them at once, and again while the answer is to wait. */
  void begin() {
    CompletableFuture<?>[] asked = new CompletableFuture<?>[houses.size()];
    for (int n = 0; n < houses.size(); n++) {
      asked[n] = ask(nodes.get(n % nodes.size()), houses.get(n));
    }
    all = CompletableFuture.allOf(asked);
  }

  private CompletableFuture<Void> ask(NodeProcess node, String house) {
    return node.client()
        .sendAsync(
            node.post(
                "/v1/restaurants/" + house + "/reservations",
                Houses.booking(day + "T12:00:00Z", UUID.randomUUID().toString())),
            HttpResponse.BodyHandlers.ofString())
        .thenCompose(answer -> heard(node, house, answer));
  }

  private CompletableFuture<Void> heard(
      NodeProcess node, String house, HttpResponse<String> answer) {
    if (answer.statusCode() == 503 && sinceMs() < PATIENCE_MS) {
      return ask(node, house);
    }
    if (answer.statusCode() != 201) {
      return CompletableFuture.failedFuture(
          new AssertionError(house + ": " + answer.statusCode() + " " + answer.body()));
    }
    slowestMs.accumulateAndGet(sinceMs(), Math::max);
    return CompletableFuture.completedFuture(null);
  }

  long sinceMs() {
    return (System.nanoTime() - beganNanos) / 1_000_000;
  }

  /** When the last one took its booking. */
  long slowestMs() throws Exception {
    all.get(2 * PATIENCE_MS, TimeUnit.MILLISECONDS);
    return slowestMs.get();
  }
}
