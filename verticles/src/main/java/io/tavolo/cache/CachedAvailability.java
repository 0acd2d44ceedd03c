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
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
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

  private static final Reply LATE = new Reply.Unavailable(Reply.Reason.DEADLINE);

  /** A service date of a restaurant. */
  record Day(String restaurantId, int serviceDay) {}

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
    if (isToBeTold(day)) {
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

  @Override
  public Future<List<Reply>> days(List<String> restaurantIds, int serviceDay, long timeoutMs) {
    Context caller = vertx.getOrCreateContext();
    long[] restaurants = restaurantIds.stream().mapToLong(RestaurantNumber::of).toArray();
    if (restaurants.length == 0) {
      return Future.succeededFuture(List.of());
    }
    return cache
        .getAll(restaurants, serviceDay)
        .transform(
            read -> {
              Page page = new Page(restaurants.length);
              for (int i = 0; i < restaurants.length; i++) {
                Day day = new Day(restaurantIds.get(i), serviceDay);
                Future<Reply> answer =
                    read.failed()
                        ? askBecause(fallbacks, day, restaurants[i])
                        : answer(read.result().get(i), day, restaurants[i]);
                if (isToBeTold(day)) {
                  ask(day, restaurants[i]);
                }
                page.await(i, answer.succeeded() ? answer : Handover.to(caller, answer));
              }
              return page.within(timeoutMs);
            });
  }

  /** The answers of many, on one context. */
  private final class Page {
    private final Reply[] replies;
    private final Promise<List<Reply>> whole = Promise.promise();
    private int missing;
    private long timer = -1;

    Page(int size) {
      replies = new Reply[size];
      Arrays.fill(replies, LATE);
    }

    void await(int index, Future<Reply> answer) {
      if (answer.succeeded()) {
        replies[index] = answer.result();
        return;
      }
      missing++;
      answer.onComplete(
          reply -> {
            if (reply.succeeded()) {
              replies[index] = reply.result();
            }
            missing--;
            if (missing == 0 && timer != -1) {
              vertx.cancelTimer(timer);
              finish();
            }
          });
    }

    /** What is there by then; all were awaited before. */
    Future<List<Reply>> within(long timeoutMs) {
      if (missing == 0) {
        finish();
      } else {
        timer = vertx.setTimer(timeoutMs, late -> finish());
      }
      return whole.future();
    }

    private void finish() {
      whole.tryComplete(List.of(replies));
    }
  }

  /** Whether the owner has to hear, once a minute, that the day is being read. */
  boolean isToBeTold(Day day) {
    return told.asMap().putIfAbsent(day, true) == null;
  }

  /** What an entry of the cache is worth. */
  CacheRead worth(@Nullable DaySnapshot found, Day day, long restaurant) {
    int shard = RestaurantNumber.shardOf(restaurant, shards);
    return CacheRead.of(found, day.restaurantId(), epochOfShard.applyAsLong(shard));
  }

  private Future<Reply> answer(@Nullable DaySnapshot found, Day day, long restaurant) {
    return switch (worth(found, day, restaurant)) {
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

  /** Asks the owner; who asks for the same day meanwhile gets the same answer. Any thread. */
  Future<Reply> ask(Day day, long restaurant) {
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
