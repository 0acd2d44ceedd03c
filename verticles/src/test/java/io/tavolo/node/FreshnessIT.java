package io.tavolo.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How far availability is behind the bookings of days that are being read. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class FreshnessIT {
  private static final int ALLOWED_MS = 100;
  private static final int DAYS = 40;
  private static final int VISITS = 7;
  private static final int VISIT_MINUTES = 90;

  @Test
  void shouldShowABookingToReadersWithin100Ms(@TempDir Path dir) throws Exception {
    try (NodeProcess node = new NodeProcess(dir, Map.of()).start()) {
      Houses.create(node, "fresh", 1);
      Histogram behindMicros = new Histogram(60_000_000, 3);
      for (int n = 0; n < DAYS; n++) {
        LocalDate day = Diners.firstDay().plusDays(n);
        read(node, day);
        for (int visit = 0; visit < VISITS; visit++) {
          int minute = 12 * 60 + visit * VISIT_MINUTES;
          String start = "%sT%02d:%02d:00+00:00".formatted(day, minute / 60, minute % 60);
          assertThat(read(node, day)).contains(start);
          behindMicros.recordValue(behindMicros(node, day, start));
        }
      }
      double hits = node.metric("tavolo_cache_reads_total{result=\"hit\"}");
      System.out.printf(
          "availability behind a booking: p50 %.1f ms, p99 %.1f ms, max %.1f ms of %d; %.0f reads from the cache%n",
          behindMicros.getValueAtPercentile(50) / 1e3,
          behindMicros.getValueAtPercentile(99) / 1e3,
          behindMicros.getMaxValue() / 1e3,
          behindMicros.getTotalCount(),
          hits);
      assertThat(hits).isGreaterThan(DAYS * VISITS);
      assertThat(behindMicros.getValueAtPercentile(99)).isLessThanOrEqualTo(ALLOWED_MS * 1_000);
    }
  }

  /** From the booking's answer to the sending of the last read that still offered its time. */
  private static long behindMicros(NodeProcess node, LocalDate day, String start) throws Exception {
    HttpResponse<String> answer =
        node.client()
            .send(
                node.post("/v1/restaurants/fresh/reservations", Houses.booking(start)),
                HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    long booked = System.nanoTime();
    long sent = System.nanoTime();
    long lastOffered = booked;
    while (read(node, day).contains(start)) {
      lastOffered = sent;
      sent = System.nanoTime();
    }
    return (lastOffered - booked) / 1_000;
  }

  private static String read(NodeProcess node, LocalDate day) throws Exception {
    HttpResponse<String> answer =
        node.client()
            .send(
                HttpRequest.newBuilder(
                        node.api("/v1/restaurants/fresh/availability?party_size=2&date=" + day))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return answer.body();
  }
}
