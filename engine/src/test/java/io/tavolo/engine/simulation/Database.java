package io.tavolo.engine.simulation;

import io.tavolo.engine.simulation.postgres.Postgres;
import io.tavolo.engine.simulation.postgres.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The server around {@link Postgres}: it takes time, stands still, crashes, and its answers get
 * lost. What committed stays committed.
 */
final class Database {
  /** A client that is not let in gives up after so long. */
  private static final long CONNECT_US = 5_000_000;

  final Postgres postgres;
  private final World world;
  private final Network network;
  private final RandomGenerator random;
  private final int end;
  private final List<Backend> backends = new ArrayList<>();
  private Consumer<Result.Shard> onTaken = shard -> {};
  private Machine server;
  private long downUntilUs;

  /** While it has trouble, of so many commits one is slow, one fails, one connection breaks. */
  int slowOneIn;

  int failedOneIn;
  int resetOneIn;

  Database(World world, Network network, int end, Postgres postgres) {
    this.world = world;
    this.network = network;
    this.end = end;
    this.postgres = postgres;
    random = world.chance(2);
    server = new Machine(world.scheduler);
  }

  // ---- troubles

  /** Has it told of every taking that is committed. */
  void onTaken(Consumer<Result.Shard> told) {
    onTaken = told;
  }

  void taken(Result.Taken taken) {
    taken.shards().forEach(onTaken);
  }

  void crash(long downUs) {
    if (!isUp()) {
      return;
    }
    world.count(Fault.DATABASE_CRASHED);
    // Some of what was being committed is on the disk, and some is not.
    for (Backend backend : List.copyOf(backends)) {
      if (backend.isCommitting() && random.nextBoolean()) {
        backend.commit();
      }
    }
    server.kill();
    postgres.crash();
    server = new Machine(world.scheduler);
    downUntilUs = world.nowUs() + downUs;
    List<Backend> gone = List.copyOf(backends);
    backends.clear();
    gone.forEach(backend -> backend.connection().breakOff(network.latencyUs()));
  }

  void stall(long us) {
    if (isUp()) {
      world.count(Fault.DATABASE_STALLED);
      server.standStill(us);
    }
  }

  void heal() {
    downUntilUs = 0;
    server.goOn();
    slowOneIn = 0;
    failedOneIn = 0;
    resetOneIn = 0;
  }

  boolean isUp() {
    return world.nowUs() >= downUntilUs;
  }

  boolean happens(int oneIn) {
    return oneIn > 0 && random.nextInt(oneIn) == 0;
  }

  RandomGenerator random() {
    return random;
  }

  // ---- connections

  /**
   * Opens a connection for a process.
   *
   * @param timeoutUs after which a statement that still waits is given up
   * @param connected told in the process, with null when it could not be had
   */
  void connect(Machine client, int from, long timeoutUs, Consumer<@Nullable Connection> connected) {
    boolean silent = network.isCut(from, end) || network.isCut(end, from) || server.isStill();
    if (silent) {
      client.after(CONNECT_US, () -> connected.accept(null));
    } else {
      client.after(
          5 * network.latencyUs(),
          () -> {
            if (isUp()) {
              connected.accept(open(client, from, timeoutUs));
            } else {
              connected.accept(null);
            }
          });
    }
  }

  private Connection open(Machine client, int from, long timeoutUs) {
    Connection connection = new Connection(world, network, this, client, from, end);
    Backend backend =
        new Backend(world, this, server, postgres.connect(), connection, timeoutUs, backends);
    backends.add(backend);
    connection.join(backend);
    return connection;
  }
}
