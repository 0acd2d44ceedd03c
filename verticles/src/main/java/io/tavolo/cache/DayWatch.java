package io.tavolo.cache;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.tavolo.cache.CachedAvailability.Day;
import io.tavolo.engine.availability.CacheRead;
import io.tavolo.engine.availability.DaySnapshot;
import io.tavolo.engine.id.RestaurantNumber;
import io.tavolo.engine.lane.Reply;
import io.tavolo.http.AvailabilityChanges;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.VerticleBase;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Watches days for those who look at them.
 *
 * <p>The owner of a shard writes the days that are being read to the cache within some 20 ms of
 * their change, on whatever node it is. So one script call each {@value #TICK_MS} ms, for all the
 * days that this node watches together, brings what has changed of them, and nothing else travels.
 * Nobody publishes, nothing can be lost on the way, and a lane does nothing for those who watch
 * that it does not do for those who read. Without watchers there is no call at all.
 *
 * <p>What the cache does not have, or has of an earlier epoch, is asked of the lane, and everything
 * is while Redis is away: {@value #ASKS_PER_TICK} days a tick, in turn.
 */
public final class DayWatch extends VerticleBase implements AvailabilityChanges {
  private static final int TICK_MS = 40;
  private static final int ASKS_PER_TICK = 40;

  private final AvailabilityCache cache;
  private final CachedAvailability availability;
  private final int mostWatchers;
  private final AtomicInteger watchers = new AtomicInteger();

  // From here on the verticle's own.
  private final Map<Day, Watched> days = new HashMap<>();
  private long timer = -1;
  private boolean reading;
  private int turn;

  /**
   * @param mostWatchers how many may watch on this node at a time, 1 or more
   */
  public DayWatch(
      AvailabilityCache cache,
      CachedAvailability availability,
      int mostWatchers,
      MeterRegistry registry) {
    this.cache = cache;
    this.availability = availability;
    this.mostWatchers = mostWatchers;
    Gauge.builder("tavolo.watchers", watchers, AtomicInteger::get)
        .description("clients that watch a day")
        .register(registry);
  }

  /** A day that somebody watches, and how it is known. */
  private static final class Watched {
    final Day day;
    final long restaurant;
    final List<Watcher> watchers = new ArrayList<>();
    @Nullable DaySnapshot known;
    boolean asking;

    Watched(Day day) {
      this.day = day;
      this.restaurant = RestaurantNumber.of(day.restaurantId());
    }
  }

  private record Watcher(Context context, Handler<DaySnapshot> changes) {
    void tell(DaySnapshot day) {
      context.runOnContext(v -> changes.handle(day));
    }
  }

  @Override
  public @Nullable Watching watch(
      String restaurantId, int serviceDay, Handler<DaySnapshot> changes) {
    if (watchers.incrementAndGet() > mostWatchers) {
      watchers.decrementAndGet();
      return null;
    }
    Day day = new Day(restaurantId, serviceDay);
    Watcher watcher = new Watcher(vertx.getOrCreateContext(), changes);
    context.runOnContext(v -> add(day, watcher));
    AtomicBoolean ended = new AtomicBoolean();
    return () -> {
      if (ended.compareAndSet(false, true)) {
        watchers.decrementAndGet();
        context.runOnContext(v -> remove(day, watcher));
      }
    };
  }

  private void add(Day day, Watcher watcher) {
    Watched watched = days.computeIfAbsent(day, Watched::new);
    watched.watchers.add(watcher);
    if (watched.known != null) {
      watcher.tell(watched.known);
    }
    if (timer == -1) {
      timer = vertx.setPeriodic(TICK_MS, id -> tick());
    }
  }

  private void remove(Day day, Watcher watcher) {
    Watched watched = days.get(day);
    if (watched != null && watched.watchers.remove(watcher) && watched.watchers.isEmpty()) {
      days.remove(day);
    }
    if (days.isEmpty() && timer != -1) {
      vertx.cancelTimer(timer);
      timer = -1;
    }
  }

  private void tick() {
    if (reading) {
      return;
    }
    reading = true;
    List<Watched> all = List.copyOf(days.values());
    cache
        .changed(
            all.stream()
                .map(w -> new SnapshotScript.Known(w.restaurant, w.day.serviceDay(), w.known))
                .toList())
        .onComplete(
            found -> {
              reading = false;
              compare(all, found);
            });
  }

  private void compare(List<Watched> all, AsyncResult<List<@Nullable DaySnapshot>> found) {
    List<Watched> toAsk = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      Watched watched = all.get(i);
      DaySnapshot entry = found.succeeded() ? found.result().get(i) : null;
      if (availability.worth(entry, watched.day, watched.restaurant) != CacheRead.HIT) {
        toAsk.add(watched);
        continue;
      }
      accept(watched, entry);
      if (availability.isToBeTold(watched.day)) {
        ask(watched);
      }
    }
    int asks = Math.min(ASKS_PER_TICK, toAsk.size());
    for (int i = 0; i < asks; i++) {
      turn = (turn + 1) % toAsk.size();
      ask(toAsk.get(turn));
    }
  }

  private void ask(Watched watched) {
    if (watched.asking) {
      return;
    }
    watched.asking = true;
    Future<Reply> answer = availability.ask(watched.day, watched.restaurant);
    Handover.to(context, answer)
        .onComplete(
            reply -> {
              watched.asking = false;
              if (reply.result() instanceof Reply.Day day) {
                accept(watched, day.day());
              }
            });
  }

  private static void accept(Watched watched, @Nullable DaySnapshot found) {
    DaySnapshot known = watched.known;
    if (found != null && (known == null || found.isNewerThan(known.epoch(), known.seq()))) {
      watched.known = found;
      watched.watchers.forEach(watcher -> watcher.tell(found));
    }
  }
}
