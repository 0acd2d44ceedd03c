package io.tavolo.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** A booking for two under a key of its own, which may be sent to any node and again. */
record KeyedBooking(String house, String start, String key) {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /**
   * What a node said to it.
   *
   * @param s how long it took, in seconds
   */
  record Answer(NodeProcess node, KeyedBooking booking, int status, String body, double s) {
    boolean isTaken() {
      return status == 201;
    }

    /** Refused, as the owner of the restaurant is out of the node's reach. */
    boolean saysUnreachable() {
      return status == 503 && body.contains("cannot be reached from here at the moment");
    }
  }

  CompletableFuture<Answer> send(NodeProcess node) {
    HttpRequest plain =
        node.post("/v1/restaurants/" + house + "/reservations", Houses.booking(start, key));
    HttpRequest keyed =
        HttpRequest.newBuilder(plain, (name, value) -> true)
            .header("Idempotency-Key", key)
            .timeout(PATIENCE)
            .build();
    long begun = System.nanoTime();
    return node.client()
        .sendAsync(keyed, HttpResponse.BodyHandlers.ofString())
        .thenApply(
            answer -> {
              double s = (System.nanoTime() - begun) / 1e9;
              if (answer.statusCode() == 503) {
                assertThat(answer.headers().firstValue("Retry-After")).isPresent();
                assertThat(answer.headers().firstValue("Content-Type").orElse(""))
                    .contains("problem+json");
              }
              return new Answer(node, this, answer.statusCode(), answer.body(), s);
            });
  }
}
