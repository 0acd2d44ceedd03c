package io.tavolo.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.tavolo.cluster.Router;
import io.tavolo.engine.availability.CacheRead;
import io.tavolo.engine.availability.DaySnapshot;
import io.tavolo.engine.id.RestaurantNumber;
import io.tavolo.engine.lane.Reply;
import io.tavolo.engine.lane.Request;
import io.tavolo.http.Availability;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What is free on a day: from the cache when the entry is of the shard's present epoch, else from
 * the lane that owns the restaurant. Those who miss the same day together ask once.
 *
 * <p>Once a minute for each day that is being read, the owner is asked beside the cache: that is
 * how it knows for which days to keep the cache fresh.
 */
public final class CachedAvailability implements Availability {
  private static final Duration ASK_AGAIN = Duration.ofMinutes(1);
  private static final int DAYS = 100_000;
  private static final int ASKS = 10_000;

  private record Day(String restaurantId, int serviceDay) {}

  private final Vertx vertx;
  private final AvailabilityCache cache;
  private final Router router;
  private final int shards;
  private final IntToLongFunction epochOfShard;
  private final long timeoutMs;
  private final Cache<Day, Boolean> told;
  private final Map<Day, Future<Reply>> asks = new ConcurrentHashMap<>();
  private final Counter hits;
  private final Counter misses;
  private final Counter outdated;
  private final Counter fallbacks;

  /**
   * @param shards how many there are
   * @param epochOfShard the newest epoch known of a shard; any thread
   * @param timeoutMs how long the owner may take, 1..60,000
   */
  public CachedAvailability(
      Vertx vertx,
      AvailabilityCache cache,
      Router router,
      int shards,
      IntToLongFunction epochOfShard,
      long timeoutMs,
      MeterRegistry registry) {
    this.vertx = vertx;
    this.cache = cache;
    this.router = router;
    this.shards = shards;
    this.epochOfShard = epochOfShard;
    this.timeoutMs = timeoutMs;
    told = Caffeine.newBuilder().expireAfterWrite(ASK_AGAIN).maximumSize(DAYS).build();
    hits = counter(registry, "hit");
    misses = counter(registry, "miss");
    outdated = counter(registry, "outdated");
    fallbacks = counter(registry, "fallback");
  }

  @Override
  public Future<Reply> day(String restaurantId, int serviceDay) {
    Day day = new Day(restaurantId, serviceDay);
    long restaurant = RestaurantNumber.of(restaurantId);
    if (told.asMap().putIfAbsent(day, true) == null) {
      // Nobody waits for it, unless the cache has no answer.
      ask(day, restaurant);
    }
    Future<Reply> answer =
        cache
            .get(restaurant, serviceDay)
            .transform(
                read ->
                    read.failed()
                        ? askBecause(fallbacks, day, restaurant)
                        : answer(read.result(), day, restaurant));
    return Handover.to(vertx.getOrCreateContext(), answer);
  }

  private Future<Reply> answer(@Nullable DaySnapshot found, Day day, long restaurant) {
    int shard = RestaurantNumber.shardOf(restaurant, shards);
    return switch (CacheRead.of(found, day.restaurantId(), epochOfShard.applyAsLong(shard))) {
      case MISS -> askBecause(misses, day, restaurant);
      case OUTDATED -> askBecause(outdated, day, restaurant);
      case HIT -> {
        hits.increment();
        yield Future.succeededFuture(new Reply.Day(Objects.requireNonNull(found)));
      }
    };
  }

  private Future<Reply> askBecause(Counter why, Day day, long restaurant) {
    why.increment();
    return ask(day, restaurant);
  }

  private Future<Reply> ask(Day day, long restaurant) {
    if (asks.size() >= ASKS) {
      return Future.succeededFuture(new Reply.Unavailable(Reply.Reason.QUEUE_FULL));
    }
    Promise<Reply> answer = Promise.promise();
    Future<Reply> underWay = asks.putIfAbsent(day, answer.future());
    if (underWay != null) {
      return underWay;
    }
    router
        .ask(new Request.ReadDay(day.restaurantId(), restaurant, day.serviceDay(), true), timeoutMs)
        .onComplete(
            reply -> {
              asks.remove(day);
              if (!(reply.result() instanceof Reply.Day)) {
                told.invalidate(day);
              }
              answer.handle(reply);
            });
    return answer.future();
  }

  private static Counter counter(MeterRegistry registry, String result) {
    return Counter.builder("tavolo.cache.reads")
        .description("reads of a day, by what the cache had")
        .tag("result", result)
        .register(registry);
  }
}
