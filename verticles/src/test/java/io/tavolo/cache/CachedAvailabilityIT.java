package io.tavolo.cache;

import static io.tavolo.cache.Days.DAY;
import static io.tavolo.cache.Days.HOUSE;
import static io.tavolo.cache.RedisBench.NUMBER;
import static io.tavolo.cache.RedisBench.await;
import static io.tavolo.cache.RedisBench.until;
import static org.assertj.core.api.Assertions.assertThat;

import io.tavolo.engine.lane.Reply;
import io.tavolo.engine.lane.Request;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CachedAvailabilityIT {
  private static final int SHARDS = 256;

  @TempDir Path dir;
  private final Queue<Promise<Reply>> asks = new ConcurrentLinkedQueue<>();
  private final List<Request> asked = new ArrayList<>();
  private final AtomicLong epoch = new AtomicLong(1);
  private RedisBench bench;
  private CachedAvailability availability;

  @BeforeEach
  void startRedis() throws Exception {
    bench = new RedisBench(dir);
    availability =
        new CachedAvailability(
            bench.vertx, bench.cache, this::ask, SHARDS, s -> epoch.get(), 1_000, bench.registry);
  }

  @AfterEach
  void stopRedis() throws Exception {
    bench.close();
  }

  private synchronized Future<Reply> ask(Request request, long timeoutMs) {
    Promise<Reply> answer = Promise.promise();
    asked.add(request);
    asks.add(answer);
    return answer.future();
  }

  private synchronized int asked() {
    return asked.size();
  }

  @Test
  void shouldAnswerFromTheCacheAndTellTheOwnerOnceAMinute() throws Exception {
    put(1, 7);
    for (int i = 0; i < 20; i++) {
      assertThat(seq(await(availability.day(HOUSE, DAY)))).isEqualTo(7);
    }
    assertThat(asked).containsExactly(new Request.ReadDay(HOUSE, NUMBER, DAY, true));
    assertThat(reads("hit")).isEqualTo(20);
  }

  @Test
  void shouldAskTheOwnerOnceForAllWhoMissTogether() throws Exception {
    List<Future<Reply>> answers = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      answers.add(availability.day(HOUSE, DAY));
    }
    until(() -> reads("miss") == 50);
    assertThat(asked()).isEqualTo(1);
    asks.remove().complete(new Reply.Day(Days.of(1, 3)));
    for (Future<Reply> answer : answers) {
      assertThat(seq(await(answer))).isEqualTo(3);
    }
  }

  @Test
  void shouldTakeNoEntryOfAnEarlierOwner() throws Exception {
    put(1, 7);
    epoch.set(2);
    Future<Reply> answer = availability.day(HOUSE, DAY);
    until(() -> reads("outdated") == 1);
    asks.remove().complete(new Reply.Day(Days.of(2, 8)));
    assertThat(seq(await(answer))).isEqualTo(8);
    put(2, 8);
    assertThat(seq(await(availability.day(HOUSE, DAY)))).isEqualTo(8);
    assertThat(asked()).isEqualTo(1);
  }

  @Test
  void shouldAskTheOwnerWhileRedisIsAwayAndReadTheCacheAgainAfterwards() throws Exception {
    put(1, 7);
    bench.stopRedis();
    for (int i = 1; i <= 3; i++) {
      Future<Reply> answer = availability.day(HOUSE, DAY);
      until(() -> !asks.isEmpty());
      asks.remove().complete(new Reply.Day(Days.of(1, 8)));
      assertThat(seq(await(answer))).isEqualTo(8);
      assertThat(reads("fallback")).isEqualTo(i);
    }
    bench.startRedis();
    put(1, 9);
    assertThat(seq(await(availability.day(HOUSE, DAY)))).isEqualTo(9);
  }

  @Test
  void shouldAskTheOwnerWhenTheEntryIsNotUnderstood() throws Exception {
    bench.command("SET avail:%016x:%d rubbish".formatted(NUMBER, DAY));
    Future<Reply> answer = availability.day(HOUSE, DAY);
    until(() -> reads("fallback") == 1);
    asks.remove().complete(new Reply.Day(Days.of(1, 3)));
    assertThat(seq(await(answer))).isEqualTo(3);
  }

  @Test
  void shouldReadADayOfManyAtOnceAndAskOnlyForWhatIsMissing() throws Exception {
    put(1, 7);
    Future<List<Reply>> days = availability.days(List.of(HOUSE, "bar"), DAY, 10_000);
    until(() -> asked() == 2);
    assertThat(asked)
        .extracting(Request::restaurantId)
        .as("the owner of the first is only told that it is read")
        .containsExactly(HOUSE, "bar");
    asks.remove();
    Reply ofTheLane = new Reply.Day(Days.of(1, 3));
    asks.remove().complete(ofTheLane);
    assertThat(await(days)).hasSize(2).satisfies(two -> assertThat(seq(two.get(0))).isEqualTo(7));
    assertThat(await(days).get(1)).isSameAs(ofTheLane);
    assertThat(await(availability.days(List.of(HOUSE), DAY, 10_000))).hasSize(1);
    assertThat(asked()).isEqualTo(2);
    assertThat(await(availability.days(List.of(), DAY, 10_000))).isEmpty();
  }

  @Test
  void shouldNotWaitLongerThanToldForThoseThatAreMissing() throws Exception {
    put(1, 7);
    List<Reply> days = await(availability.days(List.of("bar", HOUSE, "cafe"), DAY, 50));
    assertThat(days.get(0)).isEqualTo(new Reply.Unavailable(Reply.Reason.DEADLINE));
    assertThat(seq(days.get(1))).isEqualTo(7);
    assertThat(days.get(2)).isEqualTo(new Reply.Unavailable(Reply.Reason.DEADLINE));
  }

  @Test
  void shouldAskTheLanesForManyWhileRedisIsAway() throws Exception {
    put(1, 7);
    bench.stopRedis();
    Future<List<Reply>> days = availability.days(List.of(HOUSE, "bar"), DAY, 10_000);
    until(() -> asked() == 2);
    asks.remove().complete(new Reply.Day(Days.of(1, 8)));
    asks.remove().complete(new Reply.Unavailable(Reply.Reason.DATABASE));
    assertThat(seq(await(days).get(0))).isEqualTo(8);
    assertThat(await(days).get(1)).isEqualTo(new Reply.Unavailable(Reply.Reason.DATABASE));
  }

  @Test
  void shouldTellTheOwnerAgainWhenItDidNotAnswer() throws Exception {
    Future<Reply> answer = availability.day(HOUSE, DAY);
    Reply away = new Reply.Unavailable(Reply.Reason.UNKNOWN_OUTCOME);
    asks.remove().complete(away);
    until(() -> !asks.isEmpty() || answer.isComplete());
    asks.forEach(ask -> ask.tryComplete(away));
    assertThat(await(answer)).isEqualTo(away);
    int before = asked();
    put(1, 2);
    assertThat(seq(await(availability.day(HOUSE, DAY)))).isEqualTo(2);
    assertThat(asked()).isEqualTo(before + 1);
  }

  private void put(long ofEpoch, long seq) throws Exception {
    await(bench.cache.put(Days.of(ofEpoch, seq), NUMBER, 60_000));
  }

  private static long seq(Reply reply) {
    return ((Reply.Day) reply).day().seq();
  }

  private double reads(String result) {
    return bench.registry.get("tavolo.cache.reads").tag("result", result).counter().count();
  }
}
