package io.tavolo.engine.simulation.outside;

import static org.assertj.core.api.Assertions.assertThat;

import io.tavolo.engine.lane.Batch.JournalRow;
import io.tavolo.engine.lane.CommandKey;
import io.tavolo.engine.reservation.Event;
import io.tavolo.engine.restaurant.FloorPlan;
import io.tavolo.engine.simulation.Scheduler;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class TopicTest {
  private static final Event EVENT =
      new Event.FloorPlanChanged(new FloorPlan(List.of(), List.of()));
  private static final int RESTAURANTS = 7;
  private static final long SECOND_US = 1_000_000;

  /** A process that publishes to the topic. */
  private final class Client implements Producers.Answers {
    final Producers producers = topic.producers(time, this);
    final List<Long> up = new ArrayList<>();
    final List<Long> acked = new ArrayList<>();
    final List<Long> failed = new ArrayList<>();

    /** Makes a producer. */
    void begin(long generation) {
      producers.renew(generation);
      time.pass(10_000);
      assertThat(up).endsWith(generation);
    }

    void send(int from, int to) {
      for (int seq = from; seq <= to; seq++) {
        producers.send(row(seq));
      }
    }

    @Override
    public void up(long generation) {
      up.add(generation);
    }

    @Override
    public void acked(long generation, int shard, long seq) {
      acked.add(seq);
    }

    @Override
    public void failed(long generation) {
      failed.add(generation);
    }
  }

  private final Scheduler time = new Scheduler();
  private final Tally tally = new Tally();
  private final List<Long> log = new ArrayList<>();
  private Topic topic = topic(3, 1, 1);

  private Topic topic(int partitions, int brokers, long seed) {
    return new Topic(
        partitions,
        brokers,
        (shard, seq, restaurant) -> log.add(seq),
        time,
        new SplittableRandom(seed),
        tally);
  }

  private static JournalRow row(long seq) {
    long restaurant = seq % RESTAURANTS;
    return new JournalRow(
        0, seq, restaurant, "r" + restaurant, 1, EVENT, new CommandKey(1, 2, 3, false));
  }

  private static List<Long> all(int to) {
    return LongStream.rangeClosed(1, to).boxed().toList();
  }

  /** What came first of each is in the order of its restaurant, and left no gap. */
  private void assertInOrder() {
    Set<Long> seen = new HashSet<>();
    for (long seq : log) {
      if (seen.add(seq) && seq > RESTAURANTS) {
        assertThat(seen).as("before %d", seq).contains(seq - RESTAURANTS);
      }
    }
  }

  @Test
  void shouldAppendAndAnswerEachRecordOnceWhenAllIsWell() {
    Client client = new Client();
    client.begin(1);
    client.send(1, 500);
    time.pass(SECOND_US);
    assertThat(log).containsExactlyInAnyOrderElementsOf(all(500));
    assertThat(client.acked).containsExactlyInAnyOrderElementsOf(all(500));
    assertThat(client.failed).isEmpty();
    assertInOrder();
    for (Happened what : Happened.values()) {
      assertThat(tally.of(what)).as("%s", what).isZero();
    }
  }

  @Test
  void shouldHaveOneRequestUnderWayAtATime() {
    Client client = new Client();
    client.begin(1);
    topic.slow(100_000);
    client.send(1, 10);
    time.pass(50_000);
    client.send(11, 20);
    time.pass(150_000);
    assertThat(log).allMatch(seq -> seq <= 10);
    time.pass(SECOND_US);
    assertThat(client.acked).containsExactlyInAnyOrderElementsOf(all(20));
  }

  @Test
  void shouldWaitForEachBrokerByItself() {
    topic = topic(2, 2, 1);
    Client client = new Client();
    client.begin(1);
    topic.down(1, true);
    client.send(1, 70);
    time.pass(5 * SECOND_US);
    client.send(71, 140);
    time.pass(5 * SECOND_US);
    assertThat(log).isNotEmpty().hasSizeLessThan(140);
    assertThat(client.acked).hasSameElementsAs(log);
    assertThat(client.failed).isEmpty();
    topic.down(1, false);
    time.pass(5 * SECOND_US);
    assertThat(log).containsExactlyInAnyOrderElementsOf(all(140));
  }

  @Test
  void shouldLandOneTimeWhatIsSentAgainBecauseItsAnswerWasLost() {
    Client client = new Client();
    client.begin(1);
    topic.loseAnswerOneIn(2);
    for (int seq = 1; seq <= 100; seq++) {
      client.send(seq, seq);
      time.pass(SECOND_US);
    }
    topic.heal();
    time.pass(5 * SECOND_US);
    assertThat(log).containsExactlyInAnyOrderElementsOf(all(100));
    assertThat(client.acked).containsExactlyInAnyOrderElementsOf(all(100));
    assertThat(tally.of(Happened.KAFKA_ANSWER_LOST)).isPositive();
    assertThat(tally.of(Happened.KAFKA_REPEATED))
        .isGreaterThanOrEqualTo(tally.of(Happened.KAFKA_ANSWER_LOST));
    assertInOrder();
  }

  @Test
  void shouldSendAgainWhatWasLostOnItsWay() {
    Client client = new Client();
    client.begin(1);
    topic.loseRequestOneIn(2);
    for (int seq = 1; seq <= 50; seq++) {
      client.send(seq, seq);
      time.pass(SECOND_US);
    }
    topic.heal();
    time.pass(5 * SECOND_US);
    assertThat(log).containsExactlyInAnyOrderElementsOf(all(50));
    assertThat(client.acked).containsExactlyInAnyOrderElementsOf(all(50));
    assertInOrder();
    assertThat(tally.of(Happened.KAFKA_REQUEST_LOST)).isPositive();
    assertThat(tally.of(Happened.KAFKA_REPEATED)).isZero();
  }

  @Test
  void shouldLandTheOtherPartsWhenOneIsRefusedAndThenNothingMore() {
    Client client = new Client();
    client.begin(1);
    topic.refuseOneIn(3);
    client.send(1, 100);
    time.pass(SECOND_US);
    client.send(101, 200);
    time.pass(5 * SECOND_US);
    assertThat(tally.of(Happened.KAFKA_REFUSED)).isPositive();
    assertThat(client.failed).containsExactly(1L);
    assertThat(log).isNotEmpty().allMatch(seq -> seq <= 100);
    assertThat(client.acked).hasSameElementsAs(log);
    assertInOrder();
  }

  @Test
  void shouldSendNothingOfAProducerThatWasGivenUpButWhatWasUnderWay() {
    Client client = new Client();
    client.begin(1);
    topic.slow(100_000);
    client.send(1, 10);
    time.pass(50_000);
    client.send(11, 20);
    client.producers.close();
    time.pass(5 * SECOND_US);
    assertThat(log).isNotEmpty().allMatch(seq -> seq <= 10);
    assertThat(tally.of(Happened.KAFKA_LATE)).isPositive();
  }

  @Test
  void shouldLandLateWhatAProducerLeftAmidWhatTheNextOneSends() {
    Client client = new Client();
    client.begin(1);
    client.send(1, 10);
    topic.landLate(1, 10 * SECOND_US);
    time.pass(5_001);
    client.producers.close();
    topic.heal();
    Client other = new Client();
    other.begin(1);
    other.send(1, 30);
    time.pass(20 * SECOND_US);
    assertThat(log).hasSize(40);
    assertThat(log.subList(30, 40)).containsExactlyInAnyOrderElementsOf(all(10));
    assertThat(tally.of(Happened.KAFKA_LATE)).isPositive();
    assertThat(tally.of(Happened.KAFKA_REPEATED)).isZero();
    assertInOrder();
  }

  @Test
  void shouldMakeAProducerOnlyWhenABrokerIsThere() {
    topic.down(true);
    Client client = new Client();
    client.producers.renew(1);
    time.pass(10 * SECOND_US);
    assertThat(client.up).isEmpty();
    assertThat(tally.of(Happened.KAFKA_AWAY)).isBetween(3, 20);
    topic.down(false);
    time.pass(6 * SECOND_US);
    assertThat(client.up).containsExactly(1L);
  }

  @Test
  void shouldForgetAnEarlierWishWhenAnotherGenerationIsWanted() {
    Client client = new Client();
    client.producers.renew(1);
    client.producers.renew(2);
    time.pass(SECOND_US);
    assertThat(client.up).containsExactly(2L);
  }

  @Test
  void shouldHoldBackWhatIsSentIntoACutAndLandItOnceAtMostWhenItIsOver() {
    Client client = new Client();
    client.begin(1);
    client.producers.cut(true);
    client.send(1, 10);
    time.pass(10 * SECOND_US);
    assertThat(log).isEmpty();
    client.producers.cut(false);
    time.pass(3 * SECOND_US);
    assertThat(log).containsExactlyInAnyOrderElementsOf(all(10));
    assertThat(client.acked).containsExactlyInAnyOrderElementsOf(all(10));
  }

  @Test
  void shouldAppendInOrderWhateverHappensToOneProducer() {
    for (int seed = 1; seed <= 50; seed++) {
      log.clear();
      topic = topic(4, 1 + seed % 3, seed);
      topic.loseRequestOneIn(5);
      topic.loseAnswerOneIn(5);
      topic.landLate(5, 5 * SECOND_US);
      Client client = new Client();
      client.begin(1);
      for (int seq = 1; seq <= 300; seq++) {
        client.send(seq, seq);
        time.pass(1_000);
      }
      time.pass(10 * SECOND_US);
      topic.heal();
      time.pass(30 * SECOND_US);
      assertThat(client.acked).containsExactlyInAnyOrderElementsOf(all(300));
      assertThat(log).containsExactlyInAnyOrderElementsOf(all(300));
      assertInOrder();
    }
  }

  @Test
  void shouldDoTheSameFromTheSameSeed() {
    List<List<Long>> runs = new ArrayList<>();
    for (int run = 0; run < 2; run++) {
      log.clear();
      topic = topic(4, 2, 42);
      topic.refuseOneIn(30);
      topic.loseAnswerOneIn(4);
      Client client = new Client();
      client.begin(1);
      client.send(1, 300);
      time.pass(20 * SECOND_US);
      runs.add(List.copyOf(log));
    }
    assertThat(runs.get(0)).isEqualTo(runs.get(1));
  }
}
