package io.tavolo.engine.simulation;

import io.tavolo.engine.simulation.Scenario.Errand;
import io.tavolo.engine.simulation.Scenario.Trouble;
import io.tavolo.engine.simulation.check.History;
import java.util.List;
import java.util.SplittableRandom;

/** Makes what goes wrong go wrong, and in the end all of it right again. */
final class Troubles {
  private static final int CLOCK_LEAP_MS = 36_000_000;

  private final World world;
  private final Network network;
  private final Cluster cluster;
  private final Outside outside;
  private final Clients clients;
  private final History history;
  private final List<Long> poisoned;
  private final int databaseEnd;

  Troubles(
      World world,
      Network network,
      Cluster cluster,
      Outside outside,
      Clients clients,
      History history,
      List<Long> poisoned,
      int databaseEnd) {
    this.world = world;
    this.network = network;
    this.cluster = cluster;
    this.outside = outside;
    this.clients = clients;
    this.history = history;
    this.poisoned = poisoned;
    this.databaseEnd = databaseEnd;
  }

  void begin(Trouble trouble) {
    SplittableRandom random = new SplittableRandom(trouble.seed());
    int place = random.nextInt(cluster.size());
    Node node = cluster.at(place);
    world.say(() -> "TROUBLE: %s (place %d)".formatted(trouble.kind().label(), place));
    switch (trouble.kind()) {
      case NODE_KILLED,
          NODE_KILLED_MID_STEP,
          NODE_PAUSED,
          NODE_DRAINED,
          THREAD_STALLED,
          OUTSIDE_CUT,
          CLOCK_JUMPED,
          VIEW_WRONG -> {
        if (node != null) {
          trouble(trouble.kind(), node, random);
        }
      }
      case NODES_CUT, NODES_CUT_ONE_WAY, DATABASE_CUT -> cut(trouble.kind(), place, random);
      case CONNECTION_RESET,
          DATABASE_CRASHED,
          DATABASE_STALLED,
          COMMIT_SLOW,
          COMMIT_FAILED,
          POISON_ROW ->
          troubleDatabase(trouble.kind(), random);
      case KAFKA_DOWN, KAFKA_REFUSED, KAFKA_ANSWER_LOST, KAFKA_LATE ->
          troubleKafka(trouble.kind(), random);
      case REDIS_DOWN, REDIS_EMPTIED, REDIS_LATE -> troubleRedis(trouble.kind(), random);
      case OVERLOAD -> overload(random);
      default -> throw new IllegalArgumentException(trouble.kind() + " cannot be made to happen");
    }
  }

  /** Mostly short, now and then longer than everybody's patience. */
  private static long durationUs(SplittableRandom random) {
    return switch (random.nextInt(4)) {
      case 0 -> 1 + random.nextInt(100_000);
      case 1 -> 100_000 + random.nextInt(1_900_000);
      case 2 -> 1_500_000 + random.nextInt(2_500_000);
      default -> 2_000_000 + random.nextInt(7_000_000);
    };
  }

  private void during(long us, Runnable ended) {
    world.scheduler.after(us, ended);
  }

  private void trouble(Fault kind, Node node, SplittableRandom random) {
    long us = durationUs(random);
    switch (kind) {
      case NODE_KILLED -> {
        world.count(kind);
        cluster.kill(node.place);
        cluster.startLater(node.place, us);
      }
      case NODE_KILLED_MID_STEP -> {
        node.killAfter(random.nextInt(40), () -> cluster.startLater(node.place, us));
      }
      case NODE_PAUSED -> {
        world.count(kind);
        node.standStill(us);
        if (us > 4_000_000) {
          during(4_100_000, cluster::changed);
          during(us, cluster::changed);
        }
      }
      case NODE_DRAINED -> {
        world.count(kind);
        node.drain();
        // Who does not get its shards away in time is killed.
        during(
            4_000_000,
            () -> {
              if (node.isAlive()) {
                node.kill();
              }
            });
        cluster.startLater(node.place, 4_100_000 + us);
      }
      case THREAD_STALLED -> node.stallThread(random.nextInt(60), us);
      case OUTSIDE_CUT -> {
        world.count(kind);
        node.cutOutside(true);
        during(us, () -> node.cutOutside(false));
      }
      case CLOCK_JUMPED -> {
        world.count(kind);
        int farMs = random.nextInt(3) == 0 ? CLOCK_LEAP_MS : random.nextBoolean() ? 30_000 : 9_000;
        node.clock.offset(random.nextInt(-farMs, farMs));
        during(2 * us, () -> node.clock.offset(0));
      }
      default -> cluster.beWrong(node.place, us, random.nextLong());
    }
  }

  private void cut(Fault kind, int place, SplittableRandom random) {
    world.count(kind);
    long us = durationUs(random);
    boolean bothWays = kind == Fault.NODES_CUT || random.nextInt(3) > 0;
    if (kind == Fault.DATABASE_CUT) {
      cut(place, databaseEnd, us, bothWays);
      return;
    }
    int other = (place + 1 + random.nextInt(cluster.size() - 1)) % cluster.size();
    boolean alone = random.nextInt(3) == 0;
    for (int end = 0; end < cluster.size(); end++) {
      if (end != place && (alone || end == other)) {
        cut(place, end, us, kind == Fault.NODES_CUT);
      }
    }
    // That a member is gone shows after a while; that it is back, too.
    during(1_000_000 + random.nextInt(3_000_000), cluster::changed);
    during(us + random.nextInt(2_000_000), cluster::changed);
  }

  private void cut(int from, int to, long us, boolean bothWays) {
    network.cut(from, to, us);
    if (bothWays) {
      network.cut(to, from, us);
    }
  }

  private void troubleDatabase(Fault kind, SplittableRandom random) {
    Database database = outside.database();
    long us = durationUs(random);
    int oneIn = 1 + random.nextInt(random.nextBoolean() ? 4 : 40);
    switch (kind) {
      case CONNECTION_RESET -> {
        database.resetOneIn = oneIn + 1;
        // Statements that nobody waits for any more meet those that take their time.
        database.slowOneIn = random.nextBoolean() ? oneIn : 0;
        during(
            us,
            () -> {
              database.resetOneIn = 0;
              database.slowOneIn = 0;
            });
      }
      case DATABASE_CRASHED -> database.crash(us / 2);
      case DATABASE_STALLED -> database.stall(us);
      case COMMIT_SLOW -> {
        database.slowOneIn = oneIn;
        during(us, () -> database.slowOneIn = 0);
      }
      case COMMIT_FAILED -> {
        database.failedOneIn = oneIn;
        during(us, () -> database.failedOneIn = 0);
      }
      default -> {
        long diner = random.nextLong() | 1;
        database.postgres.poison(diner);
        history.poisoned(diner);
        poisoned.add(diner);
        during(4 * us, () -> poisoned.remove(diner));
      }
    }
  }

  private void troubleKafka(Fault kind, SplittableRandom random) {
    long us = 2 * durationUs(random);
    int oneIn = 1 + random.nextInt(12);
    switch (kind) {
      case KAFKA_DOWN -> {
        boolean all = random.nextBoolean();
        if (all) {
          outside.topic().down(true);
        } else {
          outside.topic().down(random.nextInt(Outside.BROKERS), true);
        }
      }
      case KAFKA_REFUSED -> outside.topic().refuseOneIn(oneIn);
      case KAFKA_ANSWER_LOST -> {
        outside.topic().loseAnswerOneIn(1 + oneIn);
        outside.topic().loseRequestOneIn(1 + oneIn);
      }
      default -> outside.topic().landLate(oneIn, 3_000_000);
    }
    during(us, outside.topic()::heal);
  }

  private void troubleRedis(Fault kind, SplittableRandom random) {
    long us = 2 * durationUs(random);
    int oneIn = 1 + random.nextInt(12);
    switch (kind) {
      case REDIS_DOWN -> {
        outside.cache().down(true);
        outside.cache().loseAnswerOneIn(1 + oneIn);
      }
      case REDIS_EMPTIED -> outside.cache().empty();
      default -> outside.cache().late(oneIn, 2_000_000);
    }
    during(us, outside.cache()::heal);
  }

  /** More than a lane takes, at the same moment. */
  private void overload(SplittableRandom random) {
    world.count(Fault.OVERLOAD);
    int count = 50 + random.nextInt(250);
    for (int i = 0; i < count; i++) {
      Errand errand =
          new Errand(
              world.nowUs() + random.nextInt(20_000), random.nextLong(), random.nextInt(10) == 0);
      world.scheduler.at(errand.atUs(), () -> clients.begin(errand));
    }
  }

  /** Everything works again, except that what was gone has to come back by itself. */
  void end() {
    world.troubled = false;
    network.heal();
    outside.database().heal();
    outside.heal();
    for (int place = 0; place < cluster.size(); place++) {
      Node node = cluster.at(place);
      if (node != null) {
        node.clock.offset(0);
        node.view().beRight();
        node.cutOutside(false);
        node.process.spare();
        node.process.goOn();
      }
      cluster.start(place);
    }
    cluster.changed();
  }
}
