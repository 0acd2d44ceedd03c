package io.tavolo.engine.simulation;

import io.tavolo.engine.availability.CacheRead;
import io.tavolo.engine.id.RestaurantNumber;
import io.tavolo.engine.lane.Batch;
import io.tavolo.engine.reservation.Reservation;
import io.tavolo.engine.reservation.Status;
import io.tavolo.engine.restaurant.Restaurant;
import io.tavolo.engine.simulation.Scenario.Errand;
import io.tavolo.engine.simulation.Scenario.Trouble;
import io.tavolo.engine.simulation.check.History;
import io.tavolo.engine.simulation.check.Violation;
import io.tavolo.engine.simulation.outside.Cache;
import io.tavolo.engine.simulation.outside.CacheReads;
import io.tavolo.engine.simulation.outside.Published;
import io.tavolo.engine.simulation.postgres.Committed;
import io.tavolo.engine.simulation.postgres.JournalEntry;
import io.tavolo.engine.simulation.postgres.Postgres;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One run: a storm of requests and faults, then calm, in which everything has to come right, and be
 * what it was said to be.
 */
public final class Simulation {
  /** A broken lease, a connection cut in silence and a client's patience are over by then. */
  private static final long RECOVERY_US = 15_000_000;

  private static final long SETTLE_US = 6_000_000;
  private static final long PATIENCE_MS = 30_000;
  private static final int STAMPS_CHECKED = 40;

  private final Scenario scenario;
  private final World world;
  private final Postgres postgres;
  private final Outside outside;
  private final Network network;
  private final Cluster cluster;
  private final Clients clients;
  private final Troubles troubles;
  private final Errands errands;
  private final History history;
  private final Published published;
  private final CacheReads cacheReads;
  private long commits;

  private Simulation(Scenario scenario, @Nullable Consumer<String> trace) {
    this.scenario = scenario;
    Scenario.Shape shape = scenario.shape();
    world = new World(scenario.seed(), trace);
    List<Long> poisoned = new ArrayList<>();
    errands = new Errands(shape.restaurants(), poisoned);
    int databaseEnd = shape.nodes();
    network = new Network(world, shape.nodes() + 1);
    if (shape.noise() > 0) {
      int[] oneIn = {0, 400, 60, 12};
      network.lostOneIn = oneIn[shape.noise()];
      network.lateOneIn = oneIn[shape.noise()];
      network.repeatedOneIn = oneIn[shape.noise()];
    }
    postgres = new Postgres(shape.shards(), world::trueMs);
    errands.restaurants().forEach(postgres::create);
    published = new Published(shape.shards());
    cacheReads = new CacheReads(shape.shards(), errands.restaurants(), STAMPS_CHECKED);
    history = new History(shape.shards(), errands.restaurants());
    postgres.onCommit(this::committed);
    Database database = new Database(world, network, databaseEnd, postgres);
    outside = new Outside(world, database, published, cacheReads, ms -> history.walls(ms, ms));
    database.onTaken(taken -> history.taken(taken.shard(), taken.epoch(), world.nowUs()));
    cluster = new Cluster(world, network, outside, shape);
    clients = new Clients(world, cluster, history, errands);
    troubles =
        new Troubles(world, network, cluster, outside, clients, history, poisoned, databaseEnd);
  }

  /**
   * Runs the scenario.
   *
   * @param trace told a line for each thing that happens, or null
   */
  public static Result run(Scenario scenario, @Nullable Consumer<String> trace) {
    Simulation simulation = new Simulation(scenario, trace);
    Violation violation = null;
    try {
      simulation.run();
    } catch (Violation found) {
      violation = found;
    } catch (RuntimeException | AssertionError fault) {
      violation = new Violation('E', "nobody expected " + fault);
      violation.initCause(fault);
    }
    World world = simulation.world;
    return new Result(
        violation,
        world.faults(),
        world.nowUs(),
        simulation.clients.calls(),
        simulation.commits,
        world.digest());
  }

  private void committed(Committed batch) {
    commits++;
    for (JournalEntry entry : batch.journal()) {
      world.mark(entry.row().shard() * 1_000_003L + entry.row().seq());
      published.committed(entry.row().shard(), entry.row().seq(), entry.row().restaurant());
      cacheReads.committed(entry.row(), entry.epoch());
    }
    history.committed(batch, world.nowUs());
  }

  private void run() {
    cluster.startAll();
    for (Errand errand : scenario.errands()) {
      world.scheduler.at(errand.atUs(), () -> clients.begin(errand));
    }
    for (Trouble trouble : scenario.troubles()) {
      world.scheduler.at(trouble.atUs(), () -> troubles.begin(trouble));
    }
    world.scheduler.runUntil(Scenario.CALM_US);
    world.say(() -> "CALM");
    troubles.end();
    world.scheduler.after(5_000_000, clients::askAgain);
    pass(RECOVERY_US);
    published.advance();
    checkOwners();
    checkThroughput();
    // Before anything else is committed, which could bring along what was forgotten.
    published.advance();
    clients.askAllAgain();
    pass(SETTLE_US);
    letHoldsRunOut();
    checkEnd();
  }

  private void pass(long us) {
    world.scheduler.runUntil(world.nowUs() + us);
  }

  /** Invariant I: one owner for each shard, who knows it. */
  private void checkOwners() {
    for (int shard = 0; shard < scenario.shape().shards(); shard++) {
      String owner = postgres.head(shard).owner();
      List<Node> holders = cluster.holders(shard);
      if (holders.size() != 1 || !holders.get(0).name().equals(owner)) {
        throw new Violation(
            'I',
            "shard %d is held by %s, and its row says %s"
                .formatted(shard, holders.stream().map(Node::name).toList(), owner));
      }
    }
    if (clients.unknown() > 0) {
      throw new Violation(
          'I', clients.unknown() + " errands have no answer long after the faults are over");
    }
  }

  /** Invariant I: nearly everybody is answered at once again. */
  private void checkThroughput() {
    for (int round = 0; round < 10; round++) {
      clients.probe();
      pass(200_000);
    }
    pass(1_000_000);
    if (clients.probesAnswered() * 10 < clients.probes() * 9) {
      throw new Violation(
          'I',
          "%d of %d are answered within half a second after the faults"
              .formatted(clients.probesAnswered(), clients.probes()));
    }
  }

  /** Invariant G: what the cache would show at rest is what is committed. */
  private void checkCache() {
    for (Restaurant restaurant : errands.restaurants()) {
      String id = restaurant.profile().restaurantId();
      long number = RestaurantNumber.of(id);
      long epoch =
          postgres.head(RestaurantNumber.shardOf(number, scenario.shape().shards())).epoch();
      for (int day = Errands.FIRST_DAY; day < Errands.FIRST_DAY + Errands.DAYS; day++) {
        Cache.Entry entry = outside.cache().look(number, day);
        if (entry != null && CacheRead.of(entry.day(), id, epoch) == CacheRead.HIT) {
          cacheReads.atRest(number, entry, world.trueMs());
        }
      }
    }
  }

  private void letHoldsRunOut() {
    long latestMs = 0;
    for (Reservation hold : holds()) {
      latestMs = Math.max(latestMs, hold.holdUntilMs());
    }
    if (latestMs - world.trueMs() > PATIENCE_MS) {
      // Made while a clock was wrong: leases lapse too, and everything is taken anew.
      world.leap(latestMs - world.trueMs());
      pass(RECOVERY_US);
    }
    long leftUs = (latestMs - world.trueMs()) * 1_000;
    // More holds than a lane takes at once come in several goes, a second apart.
    pass(Math.max(0, leftUs) + 3_000_000);
    for (Reservation hold : holds()) {
      throw new Violation('I', "a hold stands that has run out: " + hold);
    }
  }

  private List<Reservation> holds() {
    List<Reservation> holds = new ArrayList<>();
    for (long restaurant : postgres.restaurants()) {
      for (Batch.ReservationRow row : postgres.reservations(restaurant)) {
        if (row.reservation().status() == Status.HELD) {
          holds.add(row.reservation());
        }
      }
    }
    return holds;
  }

  private void checkEnd() {
    published.finish();
    history.finish();
    checkCache();
    cacheReads.finish(world.trueMs());
    for (Node node : cluster.running()) {
      for (LanePort lane : node.lanes()) {
        if (lane.pending() > 0) {
          throw new Violation(
              'J', "%d submissions wait at %s for ever".formatted(lane.pending(), node.name()));
        }
      }
    }
    if (clients.open() > 0) {
      throw new Violation('J', clients.open() + " calls have no end");
    }
  }
}
