package io.tavolo.engine.simulation;

import io.tavolo.engine.availability.CacheRead;
import io.tavolo.engine.id.RestaurantNumber;
import io.tavolo.engine.lane.Reply;
import io.tavolo.engine.lane.Request;
import io.tavolo.engine.ownership.Lease;
import io.tavolo.engine.simulation.Scenario.Shape;
import io.tavolo.engine.simulation.outside.Cache;
import io.tavolo.engine.simulation.outside.CacheLink;
import io.tavolo.engine.simulation.outside.CacheReads;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** One life of a node: the product's machines, joined as the product joins them. */
final class Node {
  /** Names its chance, after those of the servers. */
  private static final long NODES = 1_000;

  static final long LEASE_MS = 2_000;
  private static final long RECONCILE_US = 1_000_000;

  /** A node that stands still so long is taken for gone by the others. */
  private static final long LONG_STILL_US = 4_000_000;

  final World world;
  final Network network;
  final Outside outside;
  final Cluster cluster;
  final int place;
  final Machine process;
  final NodeClock clock;
  final RandomGenerator random;
  final Lease lease = new Lease(LEASE_MS);
  private final String name;
  private final View view;
  private final List<LanePort> lanes = new ArrayList<>();
  private final LeasePort leasePort;
  private final OwnershipPort ownership;
  private final PublisherPort publisher;
  private final RoutingPort routing;
  private final CacheLink cache;
  private boolean accepting = true;
  private long stillSinceUs;

  Node(
      World world,
      Network network,
      Outside outside,
      Cluster cluster,
      Shape shape,
      int place,
      String name,
      int driftPerMille) {
    this.world = world;
    this.network = network;
    this.outside = outside;
    this.cluster = cluster;
    this.place = place;
    this.name = name;
    random = world.chance(NODES + place);
    process = new Machine(world.scheduler);
    clock =
        new NodeClock(
            world.scheduler,
            driftPerMille,
            random.nextInt(1_000_000),
            world::trueMs,
            outside.wallShown());
    view = new View(world);
    ownership = new OwnershipPort(this, shape.shards());
    publisher = new PublisherPort(this);
    for (int i = 0; i < shape.lanes(); i++) {
      lanes.add(new LanePort(this, shape.limits()));
    }
    leasePort = new LeasePort(this);
    routing = new RoutingPort(this);
    cache = outside.cache().connect(process::after);
    process.after(random.nextInt(50_000), leasePort::start);
    process.every(RECONCILE_US, ownership::wake);
  }

  Context context() {
    return new Context(process, world.scheduler, random);
  }

  Pool pool(int sessions, long timeoutUs) {
    return new Pool(process, place, outside.database(), sessions, timeoutUs);
  }

  long nowMs() {
    return clock.monotonicMs();
  }

  String name() {
    return name;
  }

  View view() {
    return view;
  }

  OwnershipPort ownership() {
    return ownership;
  }

  PublisherPort publisher() {
    return publisher;
  }

  List<LanePort> lanes() {
    return lanes;
  }

  LanePort laneOf(int shard) {
    return lanes.get(shard % lanes.size());
  }

  CacheLink cache() {
    return cache;
  }

  RoutingPort routing() {
    return routing;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  boolean isAccepting() {
    return accepting;
  }

  boolean holds(int shard) {
    return ownership.machine().view().get(shard).held();
  }

  // ---- from outside

  /** A client's request. */
  void ask(Request request, long timeoutMs, Consumer<Reply> answer) {
    process.after(
        0,
        () -> {
          routing.ask(request, timeoutMs, answer);
          if (request instanceof Request.ReadDay read && read.interested()) {
            readCache(read);
          }
        });
  }

  /** Reads the day from the cache beside, by the rule of the product's readers. */
  private void readCache(Request.ReadDay read) {
    int shard = RestaurantNumber.shardOf(read.restaurant(), routing.shards());
    CacheReads reads = outside.cacheReads();
    CacheReads.Reading reading = reads.began(read.restaurant(), read.serviceDay());
    cache.get(
        read.restaurant(),
        read.serviceDay(),
        new CacheLink.Reader() {
          @Override
          public void found(Cache.@Nullable Entry entry) {
            long epoch = ownership.machine().view().epoch(shard);
            if (entry != null
                && CacheRead.of(entry.day(), read.restaurantId(), epoch) == CacheRead.HIT) {
              reads.served(reading, entry);
            }
          }

          @Override
          public void failed() {}
        });
  }

  void see(List<String> members) {
    view.see(members);
  }

  void wake() {
    process.after(0, ownership::wake);
  }

  void standStill(long us) {
    if (!process.isStill()) {
      stillSinceUs = world.nowUs();
    }
    process.standStill(us);
  }

  /** One of its threads stands still. */
  void stallThread(int which, long us) {
    world.count(Fault.THREAD_STALLED);
    switch (which % (4 + lanes.size())) {
      case 0, 3 -> leasePort.stall(us);
      case 1 -> ownership.stall(us);
      case 2 -> publisher.stall(us);
      default -> lanes.get(which % lanes.size()).stall(us);
    }
  }

  /** Whether Kafka and Redis hear nothing of it. */
  void cutOutside(boolean is) {
    publisher.cut(is);
    cache.cut(is);
  }

  boolean isLongStill() {
    return process.isStill() && world.nowUs() - stillSinceUs > LONG_STILL_US;
  }

  void kill() {
    process.kill();
    gone();
  }

  /** What is under way to other servers goes on without it. */
  private void gone() {
    publisher.close();
    cache.close();
    cluster.changed();
  }

  /** Is killed in the middle of a step, some effects from now. */
  void killAfter(int effects, Runnable then) {
    process.killAfter(
        effects,
        () -> {
          world.count(Fault.NODE_KILLED_MID_STEP);
          world.say(() -> name + " is killed in the middle of a step");
          gone();
          then.run();
        });
  }

  /** Takes no more, gives its shards away, and ends. */
  void drain() {
    accepting = false;
    process.after(0, ownership::drain);
  }

  /** All is given away, or cannot be. */
  void drained() {
    leasePort.stop(
        () -> {
          if (process.isAlive()) {
            world.say(() -> name + " has left");
            kill();
          }
        });
  }

  /** The lease lapsed. */
  void dropAll(Runnable dropped) {
    world.count(Fault.LEASE_LAPSED);
    ownership.loseAll(
        () -> {
          int[] left = {lanes.size()};
          for (LanePort lane : lanes) {
            lane.caughtUp(
                () -> {
                  if (--left[0] == 0) {
                    dropped.run();
                  }
                });
          }
        });
  }

  /** A pause that grows with failures, half of it by chance. */
  long backoffUs(long firstMs, long longestMs, int failures) {
    long most = Math.min(longestMs, firstMs << Math.min(failures, 10)) * 1_000;
    return most / 2 + random.nextLong(most / 2 + 1);
  }
}
