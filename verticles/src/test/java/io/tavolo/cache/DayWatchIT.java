package io.tavolo.cache;

import static io.tavolo.cache.Days.DAY;
import static io.tavolo.cache.Days.HOUSE;
import static io.tavolo.cache.RedisBench.NUMBER;
import static io.tavolo.cache.RedisBench.await;
import static io.tavolo.cache.RedisBench.until;
import static org.assertj.core.api.Assertions.assertThat;

import io.tavolo.engine.availability.DaySnapshot;
import io.tavolo.engine.lane.Reply;
import io.tavolo.engine.lane.Request;
import io.tavolo.http.AvailabilityChanges.Watching;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DayWatchIT {
  private static final int MOST = 3;

  @TempDir Path dir;
  private final AtomicLong epoch = new AtomicLong(1);
  private final AtomicInteger asked = new AtomicInteger();
  private final List<DaySnapshot> told = new CopyOnWriteArrayList<>();
  private volatile Reply ofTheLane = new Reply.Unavailable(Reply.Reason.DEADLINE);
  private RedisBench bench;
  private DayWatch watch;

  @BeforeEach
  void start() throws Exception {
    bench = new RedisBench(dir);
    CachedAvailability availability =
        new CachedAvailability(
            bench.vertx, bench.cache, this::ask, 256, s -> epoch.get(), 1_000, bench.registry);
    watch = new DayWatch(bench.cache, availability, MOST, bench.registry);
    await(bench.vertx.deployVerticle(watch));
  }

  @AfterEach
  void stop() throws Exception {
    bench.close();
  }

  private Future<Reply> ask(Request request, long timeoutMs) {
    asked.incrementAndGet();
    return Future.succeededFuture(ofTheLane);
  }

  private void put(long ofEpoch, long seq) throws Exception {
    await(bench.cache.put(Days.of(ofEpoch, seq), NUMBER, 60_000));
  }

  private Watching begin() {
    return Objects.requireNonNull(watch.watch(HOUSE, DAY, told::add));
  }

  private void awaitTold(long ofEpoch, long seq) {
    until(() -> told.stream().anyMatch(day -> day.epoch() == ofEpoch && day.seq() == seq));
  }

  @Test
  void shouldTellEachChangeToEachWatcherUntilItEnds() throws Exception {
    ofTheLane = new Reply.Day(Days.of(1, 7));
    put(1, 7);
    Watching first = begin();
    awaitTold(1, 7);
    Watching second = begin();
    until(() -> told.size() == 2);
    put(1, 8);
    until(() -> told.size() == 4);
    first.end();
    first.end();
    put(1, 9);
    awaitTold(1, 9);
    second.end();
    assertThat(told).extracting(DaySnapshot::seq).containsExactly(7L, 7L, 8L, 8L, 9L);
    assertThat(asked).as("the owner is told once that the day is read").hasValue(1);
  }

  @Test
  void shouldTellWhatTheLanesSayWhileRedisIsAway() throws Exception {
    put(1, 7);
    Watching watching = begin();
    awaitTold(1, 7);
    bench.stopRedis();
    ofTheLane = new Reply.Day(Days.of(1, 8));
    awaitTold(1, 8);
    ofTheLane = new Reply.Day(Days.of(1, 9));
    awaitTold(1, 9);
    bench.startRedis();
    put(1, 10);
    awaitTold(1, 10);
    watching.end();
  }

  @Test
  void shouldTellNothingOfAnEarlierOwner() throws Exception {
    put(1, 7);
    epoch.set(2);
    ofTheLane = new Reply.Day(Days.of(2, 8));
    Watching watching = begin();
    awaitTold(2, 8);
    put(2, 9);
    awaitTold(2, 9);
    watching.end();
    assertThat(told).extracting(DaySnapshot::epoch).containsOnly(2L);
  }

  @Test
  void shouldBoundTheWatchers() throws Exception {
    put(1, 7);
    Watching one = begin();
    begin();
    begin();
    assertThat(watch.watch(HOUSE, DAY, told::add)).isNull();
    one.end();
    begin();
    assertThat(watch.watch(HOUSE, DAY, told::add)).isNull();
  }
}
