package io.tavolo.cache;

import io.tavolo.engine.id.ReservationId;
import io.tavolo.engine.reservation.Reservation;
import io.tavolo.engine.reservation.Status;
import io.tavolo.engine.time.Ticks;
import io.tavolo.http.DinerTimes;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The visits of diners in Redis: of each diner, known by a keyed hash alone, a hash with a field
 * for each reservation, which expires after the last visit. Any thread.
 */
public final class DinerNotes implements DinerTimes {
  /** More reservations of one diner are not noted. */
  private static final int MOST = 64;

  private static final String PUT =
      """
      if redis.call('HEXISTS', KEYS[1], ARGV[1]) == 0
         and redis.call('HLEN', KEYS[1]) >= tonumber(ARGV[4]) then return 0 end
      redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
      if redis.call('TTL', KEYS[1]) < tonumber(ARGV[3]) then
        redis.call('EXPIRE', KEYS[1], ARGV[3])
      end
      return 1
      """;

  private final AvailabilityCache cache;
  private final LongSupplier wallClockMs;

  /**
   * Notes beside the days of the cache.
   *
   * @param wallClockMs milliseconds since the epoch
   */
  public DinerNotes(AvailabilityCache cache, LongSupplier wallClockMs) {
    this.cache = cache;
    this.wallClockMs = wallClockMs;
  }

  @Override
  public Future<List<Visit>> of(long dinerKey) {
    return cache
        .ask(Request.cmd(Command.HGETALL).arg(key(dinerKey)))
        .map(DinerNotes::visits)
        // Whatever is wrong with advice, the booking has nothing to do with it.
        .otherwise(List.of());
  }

  @Override
  public void put(ReservationId id, Reservation reservation) {
    long left = Ticks.epochSecond(reservation.endTick()) - wallClockMs.getAsLong() / 1000;
    Status status = reservation.status();
    Request request;
    if (status.occupies() && status != Status.HELD && left > 0) {
      request =
          Request.cmd(Command.EVAL)
              .arg(PUT)
              .arg(1)
              .arg(key(reservation.dinerKey()))
              .arg(id.toString())
              .arg(reservation.startTick() + ":" + reservation.endTick())
              .arg(left)
              .arg(MOST);
    } else {
      request = Request.cmd(Command.HDEL).arg(key(reservation.dinerKey())).arg(id.toString());
    }
    cache.ask(request);
  }

  private static String key(long dinerKey) {
    return "diner:" + HexFormat.of().toHexDigits(dinerKey);
  }

  private static List<Visit> visits(@Nullable Response answer) {
    List<Visit> visits = new ArrayList<>();
    if (answer != null) {
      for (String field : answer.getKeys()) {
        ReservationId id = ReservationId.parse(field);
        String[] ticks = answer.get(field).toString().split(":", -1);
        if (id != null && ticks.length == 2) {
          visits.add(new Visit(id, Integer.parseInt(ticks[0]), Integer.parseInt(ticks[1])));
        }
      }
    }
    return visits;
  }
}
