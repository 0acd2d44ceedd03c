package io.tavolo.demo;

import io.tavolo.cluster.Router;
import io.tavolo.engine.availability.OpenSlot;
import io.tavolo.engine.id.RestaurantNumber;
import io.tavolo.engine.lane.Reply;
import io.tavolo.engine.lane.Request;
import io.tavolo.engine.time.Calendar;
import io.tavolo.engine.time.Ticks;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** How to book a first table: the line to type, with a time at which there really is one. */
public final class Invitation {
  private static final LocalTime EIGHT = LocalTime.of(20, 0);
  private static final int PARTY = 2;
  private static final int LAST_DAY = 14;
  private static final long ANSWER_MS = 5_000;

  private final Router router;
  private final LongSupplier wallClockMs;

  public Invitation(Router router, LongSupplier wallClockMs) {
    this.router = router;
    this.wallClockMs = wallClockMs;
  }

  /**
   * Lines for the person at the terminal: tomorrow at eight, or the nearest free time of the first
   * day that has one; none when Anna's is full for two weeks.
   *
   * @param base the address of the API
   */
  public Future<List<String>> lines(String base) {
    return freeFrom(1).map(time -> time == null ? List.of() : lines(base, time));
  }

  private Future<@Nullable LocalDateTime> freeFrom(int daysAhead) {
    long nowMs = wallClockMs.getAsLong();
    LocalDate date = LocalDate.ofEpochDay(Calendar.today(City.ZONE, nowMs) + daysAhead);
    Request day =
        new Request.ReadDay(
            City.ANNA, RestaurantNumber.of(City.ANNA), (int) date.toEpochDay(), false);
    return router
        .ask(day, ANSWER_MS)
        .compose(
            reply -> {
              LocalDateTime nearest =
                  reply instanceof Reply.Day found ? nearest(found, date, nowMs) : null;
              return nearest != null || daysAhead == LAST_DAY
                  ? Future.succeededFuture(nearest)
                  : freeFrom(daysAhead + 1);
            });
  }

  private static @Nullable LocalDateTime nearest(Reply.Day found, LocalDate date, long nowMs) {
    long eight = date.atTime(EIGHT).atZone(City.ZONE).toEpochSecond();
    return found.day().slots(PARTY, nowMs).stream()
        .map(OpenSlot::startTick)
        .map(Ticks::epochSecond)
        .min(Comparator.comparingLong(second -> Math.abs(second - eight)))
        .map(second -> LocalDateTime.ofInstant(Instant.ofEpochSecond(second), City.ZONE))
        .orElse(null);
  }

  private List<String> lines(String base, LocalDateTime time) {
    boolean tomorrow =
        time.equals(
            LocalDate.ofEpochDay(Calendar.today(City.ZONE, wallClockMs.getAsLong()) + 1)
                .atTime(EIGHT));
    String when =
        tomorrow
            ? "tomorrow at eight"
            : "on %s at %s".formatted(time.toLocalDate(), time.toLocalTime());
    return """

        Book a table for two %s:
        curl -s %s/v1/restaurants/%s/reservations -H 'content-type: application/json' \\
          -d '{"party_size":%d,"start":"%s","diner":{"name":"Ada Lovelace","email":"ada@example.org"}}'"""
        .formatted(when, base, City.ANNA, PARTY, time)
        .lines()
        .toList();
  }
}
