package io.tavolo.engine.lane;

import static org.assertj.core.api.Assertions.assertThat;

import io.tavolo.engine.RandomHistories.Steps;
import io.tavolo.engine.availability.DaySnapshot;
import io.tavolo.engine.id.RestaurantNumber;
import io.tavolo.engine.reservation.Floor;
import io.tavolo.engine.reservation.House;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Two nodes, a database between them, clients, and everything that can go wrong, in an order drawn
 * by lot. Then the faults stop, and all must come right.
 */
final class Storm {
  static final long LEASE_MS = 300;
  private static final int JUMP_MS = 30_000;
  private static final int LEAP_MS = 10 * 3_600_000;

  final Durable database;
  final List<StormNode> nodes;
  final StormClients clients;
  final List<String> restaurants;
  final long startMs = House.NOW_MS;
  final List<Batch> orphans = new ArrayList<>();
  boolean faults = true;

  /** Clocks do not only jump by some seconds but by hours. */
  final boolean clocksLeap;

  /** For a while the database takes no batch. */
  boolean refusing;

  long nowMs;
  private final SplittableRandom random;
  private final Steps steps;

  Storm(SplittableRandom random, Steps steps) {
    this.random = random;
    this.steps = steps;
    clocksLeap = random.nextInt(4) == 0;
    int shards = 2 + random.nextInt(2);
    database = new Durable(shards);
    restaurants = IntStream.range(0, 2 + random.nextInt(5)).mapToObj(i -> "r" + i).toList();
    restaurants.forEach(
        name -> {
          long number = RestaurantNumber.of(name);
          database.create(number, shardOf(number), House.named(name));
        });
    nodes = IntStream.range(0, 2).mapToObj(i -> new StormNode(i, this, limits(), random)).toList();
    clients = new StormClients(this, random);
  }

  private LaneLimits limits() {
    return new LaneLimits(
        1 + random.nextInt(8),
        5 + random.nextInt(100),
        1 + random.nextInt(20),
        1 + random.nextInt(4),
        10_000,
        1 + random.nextInt(6));
  }

  int shardOf(long restaurant) {
    return RestaurantNumber.shardOf(restaurant, database.heads.size());
  }

  void run() {
    for (int i = 200 + random.nextInt(1_000); i > 0; i--) {
      step();
    }
    calm();
  }

  private StormNode anyNode() {
    return nodes.get(random.nextInt(nodes.size()));
  }

  private void step() {
    StormNode node = anyNode();
    switch (random.nextInt(20)) {
      case 0, 1, 2, 3, 4 -> {
        steps.next("client at " + nowMs);
        clients.act();
      }
      case 5, 6, 7, 8, 9 -> act(node);
      case 10, 11, 12, 13 -> {
        steps.next("commit of %d at %d".formatted(node.number, nowMs));
        node.commitStep();
      }
      case 14, 15 -> {
        node.renew();
        node.take(random.nextInt(database.heads.size()));
      }
      case 16, 17, 18 -> pass(random.nextInt(30));
      default -> trouble(node);
    }
  }

  private void act(StormNode node) {
    if (!node.acts.isEmpty()) {
      steps.next("answer to %d at %d".formatted(node.number, nowMs));
      node.acts.remove(random.nextInt(node.acts.size())).run();
    }
  }

  private void pass(long ms) {
    nowMs += ms;
    steps.next("time " + nowMs);
    nodes.forEach(node -> node.lane.tick());
  }

  private void trouble(StormNode node) {
    steps.next("trouble at " + nowMs);
    switch (random.nextInt(8)) {
      case 0, 1 -> {
        int jumpMs = clocksLeap ? LEAP_MS : JUMP_MS;
        node.wallOffsetMs = random.nextInt(-jumpMs, jumpMs);
      }
      case 2 -> pass(random.nextInt(4) == 0 ? random.nextInt(3_000) : random.nextInt(200));
      case 3 -> refusing = !refusing;
      case 4 -> node.held.stream().findFirst().ifPresent(node.lane::leave);
      default -> landAnOrphan();
    }
  }

  /** A statement nobody waits for any more lands where no newer epoch has come before it. */
  private void landAnOrphan() {
    if (!orphans.isEmpty()) {
      Batch orphan = orphans.remove(random.nextInt(orphans.size()));
      if (!database.refuses(orphan)) {
        database.land(orphan);
      }
    }
  }

  // ---- after the storm

  private void calm() {
    faults = false;
    refusing = false;
    while (!orphans.isEmpty()) {
      landAnOrphan();
    }
    nodes.forEach(node -> node.wallOffsetMs = 0);
    settle();
    assertThat(clients.open).isEmpty();
    for (int round = 0; !unanswered().isEmpty(); round++) {
      assertThat(round).as("rounds until all have an answer: %s", unanswered()).isLessThan(200);
      unanswered().stream().limit(3).forEach(clients::send);
      settle();
    }
    steps.next("holds run out");
    // By the wall clock alone: no lease lapses, so that no shard is owned anew and reads its holds.
    long leapMs = Math.max(0, database.latestHoldMs() + 1 - startMs - nowMs);
    nodes.forEach(node -> node.wallOffsetMs = leapMs);
    // More holds than a lane's queue takes at once come in several goes, a second apart.
    for (int round = 0; round < 20 && holdsStand(); round++) {
      settle();
    }
    for (int shard = 0; shard < database.heads.size(); shard++) {
      assertThat(database.holds(shard, 0)).as("holds of shard %d", shard).isEmpty();
    }
    nodes.forEach(node -> assertThat(node.lane.pending()).isZero());
    restaurants.forEach(this::checkMemory);
  }

  private boolean holdsStand() {
    return IntStream.range(0, database.heads.size())
        .anyMatch(shard -> !database.holds(shard, 0).isEmpty());
  }

  private List<StormClients.Errand> unanswered() {
    return clients.errands.stream().filter(errand -> !errand.done).toList();
  }

  /** Lets everything that is under way come to its end, leases and ownership too. */
  private void settle() {
    for (int round = 0; round < 30; round++) {
      pass(40);
      nodes.forEach(StormNode::renew);
      for (StormNode node : nodes) {
        for (int moves = 0; !node.acts.isEmpty() || node.isCommitting(); moves++) {
          assertThat(moves).as("moves until all is still").isLessThan(20_000);
          act(node);
          node.commitStep();
        }
      }
      for (int shard = 0; shard < database.heads.size(); shard++) {
        int owner = database.head(shard).owner;
        nodes.get(owner == Durable.NOBODY ? shard % nodes.size() : owner).take(shard);
      }
    }
  }

  /** What the lane answers from memory is what the journal says. */
  private void checkMemory(String name) {
    Floor floor =
        Objects.requireNonNull(database.replay(RestaurantNumber.of(name)).floor(), "replayed");
    steps.next("memory of " + name);
    for (int day = House.NOW_DAY + 4; day < House.NOW_DAY + 6; day++) {
      DaySnapshot expected =
          DaySnapshot.of(
              floor.definition(), floor.calendar(), floor.inventory(), floor.order(), day, 0, 0);
      DaySnapshot said = clients.day(name, day, this::settle);
      for (int party = 1; party < 8; party++) {
        assertThat(said.slots(party, startMs)).isEqualTo(expected.slots(party, startMs));
      }
    }
  }
}
