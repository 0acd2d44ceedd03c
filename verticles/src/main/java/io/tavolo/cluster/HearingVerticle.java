package io.tavolo.cluster;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.tavolo.engine.routing.Hearing;
import io.tavolo.engine.routing.HearingEffects;
import io.tavolo.engine.routing.Strays;
import io.tavolo.lane.LaneVerticle;
import io.tavolo.postgres.PgShards;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the other nodes' requests come in, and whether they do: the machine of {@link Hearing} on
 * this verticle's event loop.
 */
public final class HearingVerticle extends VerticleBase {
  private static final Logger log = LoggerFactory.getLogger(HearingVerticle.class);

  /** Each pause differs by up to so much either way: nodes that start together drift apart. */
  private static final long JITTER_MS = 200;

  /** Longer than one operation of Hazelcast's may last. */
  private static final long REGISTER_MS = 15_000;

  private final String self;
  private final NodeLink link;
  private final PgShards shards;
  private final Registrations registrations;
  private final LeaseKeeper keeper;
  private final Hearing hearing;
  private final Strays<Registrations.Entry> strays = new Strays<>();
  private final Map<String, MessageConsumer<Buffer>> consumers = new HashMap<>();
  private final Counter registeredAnew;
  private final Counter straysRemoved;

  /** A look at the cluster's maps is under way, perhaps one that hangs. */
  private boolean reading;

  /**
   * A node that listens once this is deployed.
   *
   * @param shards on a session of its own: others wait for what is being written
   * @param leaseMs how long a lease runs that is not renewed
   */
  public HearingVerticle(
      Vertx vertx,
      String self,
      NodeLink link,
      PgShards shards,
      HazelcastClusterManager manager,
      LeaseKeeper keeper,
      long leaseMs,
      MeterRegistry registry) {
    this.self = self;
    this.link = link;
    this.shards = shards;
    this.registrations = new Registrations(vertx, manager);
    this.keeper = keeper;
    hearing = new Hearing(NodeLink.addressOf(self), leaseMs, new Effects());
    Gauge.builder("tavolo.cluster.unheard", hearing::unheardCount)
        .description("Nodes whose lease runs and that do not answer this one")
        .register(registry);
    Gauge.builder("tavolo.cluster.members", () -> registrations.members().size())
        .description("Nodes of this node's side of the cluster, itself among them")
        .register(registry);
    registeredAnew = repairs("registered anew", registry);
    straysRemoved = repairs("stray removed", registry);
  }

  private static Counter repairs(String kind, MeterRegistry registry) {
    return Counter.builder("tavolo.cluster.repairs")
        .description("Registrations on the event bus that were repaired")
        .tag("kind", kind)
        .register(registry);
  }

  /** Whether the node at the address lives and cannot be reached from here. Any thread. */
  public boolean isOutOfReach(String address) {
    return hearing.isOutOfReach(address);
  }

  @Override
  public Future<?> start() {
    return listen(NodeLink.addressOf(self)).onSuccess(done -> nextRound());
  }

  private Future<Void> listen(String address) {
    return link.listen(address, hearing::unheardAt)
        .onSuccess(consumer -> consumers.put(address, consumer))
        .mapEmpty();
  }

  private void nextRound() {
    long jitterMs = ThreadLocalRandom.current().nextLong(-JITTER_MS, JITTER_MS + 1);
    vertx.setTimer(
        Hearing.EVERY_MS + jitterMs,
        id -> {
          hearing.beat(LaneVerticle.nowMs());
          nextRound();
        });
  }

  private void run(Consumer<Hearing> input) {
    context.runOnContext(v -> input.accept(hearing));
  }

  private Future<Hearing.Registration> readRegistrations(String address) {
    if (reading) {
      return Future.succeededFuture(Hearing.Registration.UNKNOWN);
    }
    reading = true;
    return registrations
        .look(address)
        .onComplete(done -> reading = false)
        .onSuccess(look -> strays.look(look.ofNoMember()).forEach(this::removeStray))
        .map(look -> look.heard() ? Hearing.Registration.THERE : Hearing.Registration.LOST)
        .timeout(Hearing.EVERY_MS, TimeUnit.MILLISECONDS)
        .otherwise(Hearing.Registration.UNKNOWN);
  }

  private void removeStray(Registrations.Entry stray) {
    log.warn(
        "removing a registration at {} of {}, which is no member of the cluster any more",
        stray.address(),
        stray.info().nodeId());
    registrations
        .remove(stray)
        .onComplete(
            done -> straysRemoved.increment(),
            failure -> log.warn("not removed: {}", failure.getMessage()));
  }

  /** Carries what the machine asks for to Postgres, the event bus and the lease's row. */
  private final class Effects implements HearingEffects {
    @Override
    public void look(String address) {
      Future<Hearing.Registration> registration = readRegistrations(address);
      shards
          .neighbours(self)
          .compose(living -> registration.map(found -> Map.entry(living, found)))
          .onComplete(
              both ->
                  run(
                      h ->
                          h.looked(
                              both.getKey(),
                              registrations.members(),
                              both.getValue(),
                              LaneVerticle.nowMs())),
              failure -> {
                log.warn("the living nodes were not read: {}", failure.getMessage());
                run(Hearing::lookFailed);
              });
    }

    @Override
    public void ask(String node, String address) {
      link.askHearing(address, Hearing.SILENCE_MS)
          .onComplete(
              at -> run(h -> h.answered(node, at.isEmpty() ? null : at, LaneVerticle.nowMs())),
              failure -> run(h -> h.silent(node, LaneVerticle.nowMs())));
    }

    @Override
    public void register(String address, String why) {
      log.warn("this node registers anew on the event bus, at {}: {}", address, why);
      registeredAnew.increment();
      Future<Void> listening = registrations.place().compose(done -> listen(address));
      listening
          .timeout(REGISTER_MS, TimeUnit.MILLISECONDS)
          .onComplete(
              done -> run(h -> h.registered(address, LaneVerticle.nowMs())),
              failure -> {
                log.warn("not registered anew: {}", failure.getMessage());
                // Nobody is told of it, should it come late.
                listening.onSuccess(done -> retire(address));
                run(Hearing::registerFailed);
              });
    }

    @Override
    public void move(String address) {
      keeper.move(address);
    }

    @Override
    public void retire(String address) {
      MessageConsumer<Buffer> consumer = consumers.remove(address);
      if (consumer != null) {
        consumer
            .unregister()
            .onFailure(e -> log.warn("still registered at {}: {}", address, e.getMessage()));
      }
    }

    @Override
    public void lost(String node, String address, boolean member) {
      log.warn(
          "node {} at {} does not answer any more, and its lease runs: {}",
          node,
          address,
          member ? "it is a member of this cluster" : "it is cut off from here");
    }

    @Override
    public void found(String node, long silentMs) {
      log.info("node {} answers again, after {} ms", node, silentMs);
    }
  }
}
