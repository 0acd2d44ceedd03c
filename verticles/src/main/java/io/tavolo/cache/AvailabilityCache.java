package io.tavolo.cache;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.tavolo.engine.availability.DaySnapshot;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Snapshots of service dates in Redis. Its verticle owns the connection; starting does not wait for
 * Redis. {@link #put} and {@link #get} may be called from any thread, answer on the caller's
 * context, and fail with {@link CacheUnavailable} at once while Redis is away, else within 100 ms.
 */
public final class AvailabilityCache extends VerticleBase {
  private final String uri;
  private final IntSupplier format;
  private final Counter written;
  private final Counter writeFailures;
  private final Timer age;
  private volatile @Nullable RedisLink link;

  /**
   * @param uri {@code redis://host:port}
   * @param format in which days are written just now
   */
  public AvailabilityCache(String uri, IntSupplier format, MeterRegistry registry) {
    this.uri = uri;
    this.format = format;
    written =
        Counter.builder("tavolo.cache.writes")
            .description("days written to Redis, or found there newer")
            .register(registry);
    writeFailures =
        Counter.builder("tavolo.cache.write.failures")
            .description("days that Redis did not take")
            .register(registry);
    age =
        Timer.builder("tavolo.cache.age")
            .description("how long ago an entry was written, when it is read")
            .publishPercentileHistogram()
            .register(registry);
    Gauge.builder("tavolo.cache.up", this, cache -> cache.isUsable() ? 1 : 0)
        .description("whether Redis can be asked")
        .register(registry);
  }

  @Override
  public Future<?> start() {
    RedisLink made = new RedisLink(vertx, context, uri);
    link = made;
    made.open();
    return Future.succeededFuture();
  }

  @Override
  public Future<?> stop() {
    RedisLink made = link;
    if (made != null) {
      made.close();
    }
    return Future.succeededFuture();
  }

  /** Sends a command of another kind on the same connection. */
  Future<@Nullable Response> ask(Request request) {
    RedisLink to = link;
    return to == null
        ? Future.failedFuture(new CacheUnavailable("Redis is away"))
        : to.send(request);
  }

  /**
   * Writes the day, unless Redis has it of a newer epoch or sequence; that is a success too.
   *
   * @param restaurant {@code RestaurantNumber.of(day.restaurantId())}
   * @param lastsMs how long the entry may live, 1 or more
   */
  public Future<Void> put(DaySnapshot day, long restaurant, long lastsMs) {
    RedisLink to = link;
    if (to == null || !to.isUsable()) {
      writeFailures.increment();
      return Future.failedFuture(new CacheUnavailable("Redis is away"));
    }
    return to.send(
            SnapshotScript.put(
                day, format.getAsInt(), restaurant, lastsMs, System.currentTimeMillis()))
        .onSuccess(answer -> written.increment())
        .onFailure(fault -> writeFailures.increment())
        .mapEmpty();
  }

  /**
   * The day as it was last written, or null. Fails with an {@link IllegalArgumentException} when
   * other software wrote it.
   *
   * @param serviceDay days since 1970-01-01
   */
  public Future<@Nullable DaySnapshot> get(long restaurant, int serviceDay) {
    RedisLink from = link;
    if (from == null) {
      return Future.failedFuture(new CacheUnavailable("Redis is away"));
    }
    return from.send(SnapshotScript.get(restaurant, serviceDay))
        .map(answer -> answer == null ? null : read(answer));
  }

  /**
   * One date of many restaurants at once, in their order; null for each that is not there or that
   * other software wrote.
   *
   * @param restaurants 1..1,000 numbers
   * @param serviceDay days since 1970-01-01
   */
  Future<List<@Nullable DaySnapshot>> getAll(long[] restaurants, int serviceDay) {
    RedisLink from = link;
    if (from == null) {
      return Future.failedFuture(new CacheUnavailable("Redis is away"));
    }
    return from.send(SnapshotScript.getAll(restaurants, serviceDay))
        .map(
            answers -> {
              List<@Nullable DaySnapshot> days = new ArrayList<>(restaurants.length);
              for (Response answer : Objects.requireNonNull(answers)) {
                days.add(answer == null ? null : readIfUnderstood(answer));
              }
              return days;
            });
  }

  /**
   * Of days that somebody knows already: what the cache has of each, in their order. The same
   * snapshot comes back where it is as known; null where the cache has none that can be read.
   */
  Future<List<@Nullable DaySnapshot>> changed(List<SnapshotScript.Known> known) {
    RedisLink from = link;
    if (from == null) {
      return Future.failedFuture(new CacheUnavailable("Redis is away"));
    }
    return from.send(SnapshotScript.changed(known))
        .map(
            answers -> {
              List<@Nullable DaySnapshot> days = new ArrayList<>(known.size());
              for (Response answer : Objects.requireNonNull(answers)) {
                boolean same = answer != null && answer.toBytes().length == 0;
                days.add(
                    same
                        ? known.get(days.size()).snapshot()
                        : answer == null ? null : readIfUnderstood(answer));
              }
              return days;
            });
  }

  private @Nullable DaySnapshot readIfUnderstood(Response answer) {
    try {
      return read(answer);
    } catch (IllegalArgumentException otherSoftware) {
      return null;
    }
  }

  private DaySnapshot read(Response answer) {
    SnapshotScript.Entry entry = SnapshotScript.decode(answer.toBytes());
    long ageMs = System.currentTimeMillis() - entry.writtenMs();
    age.record(Math.max(0, ageMs), TimeUnit.MILLISECONDS);
    return entry.day();
  }

  /** Whether Redis can be asked just now. */
  public boolean isUsable() {
    RedisLink now = link;
    return now != null && now.isUsable();
  }
}
