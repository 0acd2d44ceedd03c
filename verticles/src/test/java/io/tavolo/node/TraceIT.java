package io.tavolo.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One trace from the caller through the node to Kafka and into the log. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class TraceIT {
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String CALLER = "00-" + TRACE + "-00f067aa0ba902b7-01";
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final ObjectMapper json = new ObjectMapper();

  @Test
  void shouldPassTheCallersTraceOnToKafkaAndIntoTheLog(@TempDir Path dir) throws Exception {
    Map<String, String> settings = Map.of("TAVOLO_LOG_FORMAT", "json", "TAVOLO_ACCESS_LOG", "on");
    try (NodeProcess node = new NodeProcess(dir, settings).start()) {
      Houses.create(node, "traced", 1);
      String start = LocalDate.now(ZoneOffset.UTC).plusDays(2) + "T20:00:00Z";
      HttpRequest request =
          HttpRequest.newBuilder(
                  node.post("/v1/restaurants/traced/reservations", Houses.booking(start)),
                  (name, value) -> true)
              .header("traceparent", CALLER)
              .build();
      HttpResponse<String> answer =
          node.client().send(request, HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
      String id = json.readTree(answer.body()).get("reservation_id").asText();

      assertThat(traceparentOf(node, id))
          .matches("00-" + TRACE + "-[0-9a-f]{16}-01")
          .isNotEqualTo(CALLER);
      JsonNode line = accessLine(node);
      assertThat(line.get("method").asText()).isEqualTo("POST");
      assertThat(line.get("path").asText()).isEqualTo("/v1/restaurants/traced/reservations");
      assertThat(line.get("status").asInt()).isEqualTo(201);
      assertThat(line.get("ms").isNumber()).isTrue();
    }
  }

  private static String traceparentOf(NodeProcess node, String reservation) {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    try (Events events = new Events(node.server("kafka"))) {
      while (!events.traceByReservation.containsKey(reservation)) {
        assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
        events.poll();
      }
      return Objects.requireNonNull(events.traceByReservation.get(reservation));
    }
  }

  private JsonNode accessLine(NodeProcess node) throws Exception {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (true) {
      for (String line : node.output().split("\n", -1)) {
        if (line.contains("\"trace_id\":\"" + TRACE + '"')) {
          return json.readTree(line);
        }
      }
      assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
      LockSupport.parkNanos(2_000_000);
    }
  }
}
