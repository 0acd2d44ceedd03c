package io.tavolo.cache;

import static io.tavolo.cache.Days.DAY;
import static io.tavolo.cache.RedisBench.NUMBER;
import static io.tavolo.cache.RedisBench.await;
import static io.tavolo.cache.RedisBench.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tavolo.engine.availability.DaySnapshot;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AvailabilityCacheIT {
  private static final long MINUTE_MS = 60_000;

  /** Far beyond the deadline of the cache, and what a hang would take at least. */
  private static final Duration HANG = Duration.ofSeconds(5);

  @TempDir Path dir;
  private RedisBench bench;

  @BeforeEach
  void startRedis() throws Exception {
    bench = new RedisBench(dir);
  }

  @AfterEach
  void stopRedis() throws Exception {
    bench.close();
  }

  @Test
  void shouldGiveBackTheDayAsItWasWritten() throws Exception {
    assertThat(await(bench.cache.get(NUMBER, DAY))).isNull();
    put(Days.of(3, 17));
    DaySnapshot found = Objects.requireNonNull(await(bench.cache.get(NUMBER, DAY)));
    assertThat(found.encode()).isEqualTo(Days.of(3, 17).encode());
    assertThat(await(bench.cache.get(NUMBER, DAY + 1))).isNull();
    assertThat(bench.registry.get("tavolo.cache.age").timer().count()).isEqualTo(1);
  }

  @Test
  void shouldRefuseWhatIsOlderByEpochOrBySequence() throws Exception {
    put(Days.of(9, 5));
    put(Days.of(10, 3));
    put(Days.of(9, 99));
    assertThat(found()).isEqualTo("10/3");
    put(Days.of(10, 2));
    assertThat(found()).isEqualTo("10/3");
    put(Days.of(10, Long.MAX_VALUE));
    put(Days.of(10, Long.MAX_VALUE - 1));
    assertThat(found()).isEqualTo("10/" + Long.MAX_VALUE);
  }

  @Test
  void shouldForgetADayWhoseTimeHasRunOut() throws Exception {
    await(bench.cache.put(Days.of(1, 1), NUMBER, 300));
    assertThat(found()).isEqualTo("1/1");
    until(this::isForgotten);
  }

  @Test
  void shouldTakeManyDaysAtOnce() throws Exception {
    List<Future<Void>> puts = new ArrayList<>();
    for (int day = 0; day < 1_000; day++) {
      puts.add(bench.cache.put(Days.of(DAY + day, 1, 1), NUMBER, MINUTE_MS));
    }
    await(Future.all(puts));
    assertThat(bench.command("DBSIZE")).isEqualTo(":1000");
  }

  @Test
  void shouldFailAtOnceWhileRedisIsAwayAndWorkAgainWhenItIsBack() throws Exception {
    put(Days.of(1, 1));
    bench.stopRedis();
    for (int i = 0; i < 10_000; i++) {
      Future<Void> put = bench.cache.put(Days.of(1, 2), NUMBER, MINUTE_MS);
      assertThat(put.isComplete()).isTrue();
      assertThat(put.cause()).isInstanceOf(CacheUnavailable.class);
    }
    bench.startRedis();
    put(Days.of(1, 3));
    assertThat(found()).isEqualTo("1/3");
  }

  @Test
  void shouldFailRatherThanHangWhenRedisHangsAndThenAtOnce() throws Exception {
    bench.signal("STOP");
    long beganNanos = System.nanoTime();
    assertFails(bench.cache.get(NUMBER, DAY));
    assertThat(Duration.ofNanos(System.nanoTime() - beganNanos)).isLessThan(HANG);
    assertThat(bench.cache.get(NUMBER, DAY).isComplete()).isTrue();
    bench.signal("CONT");
    until(bench.cache::isUsable);
    put(Days.of(1, 1));
    assertThat(found()).isEqualTo("1/1");
  }

  @Test
  void shouldSendTheScriptAgainWhenRedisHasForgottenIt() throws Exception {
    put(Days.of(1, 1));
    assertThat(bench.command("SCRIPT FLUSH")).isEqualTo("+OK");
    put(Days.of(1, 2));
    assertThat(found()).isEqualTo("1/2");
  }

  @Test
  void shouldFailOnAnEntryThatItDoesNotUnderstand() throws Exception {
    String key = "avail:%016x:%d".formatted(NUMBER, DAY);
    assertThat(bench.command("SET " + key + " rubbish")).isEqualTo("+OK");
    assertThatThrownBy(() -> await(bench.cache.get(NUMBER, DAY)))
        .hasRootCauseInstanceOf(IllegalArgumentException.class);
  }

  private boolean isForgotten() {
    try {
      return await(bench.cache.get(NUMBER, DAY)) == null;
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private void put(DaySnapshot day) throws Exception {
    await(bench.cache.put(day, NUMBER, MINUTE_MS));
  }

  private String found() throws Exception {
    DaySnapshot day = Objects.requireNonNull(await(bench.cache.get(NUMBER, DAY)));
    return day.epoch() + "/" + day.seq();
  }

  private static void assertFails(Future<?> future) {
    assertThatThrownBy(() -> await(future))
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(CacheUnavailable.class);
  }
}
