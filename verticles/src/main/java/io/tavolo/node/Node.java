package io.tavolo.node;

import io.tavolo.cluster.HazelcastPlacement;
import io.tavolo.cluster.LeaseKeeper;
import io.tavolo.cluster.Router;
import io.tavolo.demo.CityLoading;
import io.tavolo.demo.Invitation;
import io.tavolo.http.HttpServerVerticle;
import io.tavolo.http.Reads;
import io.tavolo.lane.LaneVerticle;
import io.tavolo.postgres.Database;
import io.tavolo.postgres.DatabaseUnusable;
import io.tavolo.publish.PublisherVerticle;
import io.vertx.core.Deployable;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One node: starts its {@link Parts} in order, and stops them in the reverse. Servers outside are
 * running and their addresses are in the settings by the time a node is made.
 */
public final class Node {
  private static final Logger log = LoggerFactory.getLogger(Node.class);
  private static final long READY_MS = 60_000;
  private static final long LOOK_AGAIN_MS = 20;
  private static final long HOUR_MS = 3_600_000;
  static final int EVENT_LOOPS = Runtime.getRuntime().availableProcessors();

  private final Settings settings;
  private final String self = UUID.randomUUID().toString();
  private final Vertx leaseThread = LeaseKeeper.thread();
  private final Telemetry telemetry = new Telemetry();
  private final Deque<Supplier<Future<?>>> stops = new ArrayDeque<>();
  private volatile boolean accepting;
  private volatile @Nullable Running running;
  private volatile int httpPort;
  private volatile int adminPort;

  /** What is there once everything has started. */
  private record Running(Vertx vertx, Router router, Reads reads) {}

  public Node(Settings settings) {
    this.settings = settings;
  }

  /**
   * Starts everything; fails with a {@link StartFault} where the cause is outside of the software.
   */
  public Future<Void> start() {
    HazelcastClusterManager cluster;
    Database database;
    try {
      var config = Cluster.config(settings);
      config.getMemberAttributeConfig().setAttribute(HazelcastPlacement.NODE_ATTRIBUTE, self);
      cluster = new HazelcastClusterManager(config);
      database = Database.at(settings.get(Settings.POSTGRES_URI));
    } catch (StartFault e) {
      return Future.failedFuture(e);
    } catch (IllegalArgumentException e) {
      return Future.failedFuture(
          StartFault.badSetting(Settings.POSTGRES_URI.name() + ": " + e.getMessage()));
    }
    Preparations preparations = Preparations.begin(database);
    return clusteredVertx(cluster)
        .compose(
            vertx -> {
              onStop(
                  () -> {
                    telemetry.close();
                    return Future.succeededFuture();
                  });
              onStop(vertx::close);
              return vertx
                  .executeBlocking(preparations::awaitMigrations)
                  .compose(
                      done ->
                          start(
                              vertx,
                              new Parts(
                                  vertx,
                                  leaseThread,
                                  settings,
                                  self,
                                  database,
                                  cluster,
                                  telemetry.registry(),
                                  () -> accepting),
                              preparations.rehearsed()));
            });
  }

  private Future<Void> start(Vertx vertx, Parts parts, Future<Void> rehearsed) {
    return parts
        .shards
        .ensure(Parts.shardCount())
        .compose(done -> keepPartitions(vertx, parts))
        .compose(done -> deploy(vertx, parts.publisher, PublisherVerticle.deployment()))
        .compose(done -> deploy(vertx, parts.cache, new DeploymentOptions()))
        .compose(done -> deploy(vertx, parts.watch, new DeploymentOptions()))
        .compose(done -> deployLanes(vertx, parts))
        .compose(done -> parts.keeper.start().recover(Node::cannotStart))
        .compose(
            done -> {
              onStop(parts.keeper::stop);
              return parts.formats.open(vertx);
            })
        .compose(done -> deploy(vertx, parts.ownership, new DeploymentOptions()))
        .onSuccess(done -> parts.placement.onChange(parts.ownership::wake))
        .compose(done -> deploy(vertx, parts.hearing, new DeploymentOptions()))
        .compose(
            done -> {
              onStop(parts.ownership::drain);
              return deploy(vertx, parts.operations, new DeploymentOptions());
            })
        .onSuccess(done -> adminPort = parts.operations.port())
        .compose(done -> ready(vertx, parts))
        .compose(done -> parts.openSessions())
        .compose(done -> rehearsed)
        .compose(done -> deployHttp(vertx, parts))
        .onSuccess(
            done -> {
              running = new Running(vertx, parts.router, parts.http.reads());
              accepting = true;
              onStop(
                  () -> {
                    accepting = false;
                    return Future.succeededFuture();
                  });
            });
  }

  private Future<Vertx> clusteredVertx(HazelcastClusterManager cluster) {
    String host = settings.get(Settings.CLUSTER_HOST);
    VertxOptions options =
        new VertxOptions()
            .setPreferNativeTransport(true)
            .setEventLoopPoolSize(EVENT_LOOPS)
            .setMetricsOptions(Telemetry.options())
            .setEventBusOptions(Cluster.bus(host));
    return Vertx.builder()
        .with(options)
        .withMetrics(telemetry.factory())
        .withClusterManager(cluster)
        .buildClustered();
  }

  private static Future<Void> cannotStart(Throwable failure) {
    return Future.failedFuture(
        failure instanceof DatabaseUnusable
            ? StartFault.cannotStart(String.valueOf(failure.getMessage()))
            : failure);
  }

  private static Future<Void> keepPartitions(Vertx vertx, Parts parts) {
    vertx.setPeriodic(
        HOUR_MS,
        id -> {
          // Partitions are dropped by the clock, and a lease says that it is right.
          if (parts.lease.isValid(LaneVerticle.nowMs())) {
            parts
                .partitions
                .keep()
                .onFailure(e -> log.warn("partitions not looked after: {}", e.getMessage()));
          }
        });
    return parts.partitions.keep().mapEmpty();
  }

  private Future<Void> deployLanes(Vertx vertx, Parts parts) {
    Future<Void> deployed = Future.succeededFuture();
    for (Deployable lane : parts.lanes) {
      deployed = deployed.compose(done -> deploy(vertx, lane, new DeploymentOptions()));
    }
    return deployed;
  }

  private Future<Void> deployHttp(Vertx vertx, Parts parts) {
    List<HttpServerVerticle> servers = new CopyOnWriteArrayList<>();
    return vertx
        .deployVerticle(
            () -> {
              HttpServerVerticle server = new HttpServerVerticle(parts.http, parts.httpSettings);
              servers.add(server);
              return server;
            },
            new DeploymentOptions().setInstances(EVENT_LOOPS))
        .onSuccess(
            id -> {
              onStop(() -> vertx.undeploy(id));
              httpPort = servers.get(0).port();
            })
        .mapEmpty();
  }

  private Future<Void> deploy(Vertx vertx, Deployable part, DeploymentOptions options) {
    return vertx
        .deployVerticle(part, options)
        .onSuccess(id -> onStop(() -> vertx.undeploy(id)))
        .mapEmpty();
  }

  private static Future<Void> ready(Vertx vertx, Parts parts) {
    Promise<Void> ready = Promise.promise();
    long deadlineNanos = System.nanoTime() + READY_MS * 1_000_000;
    vertx.setPeriodic(
        LOOK_AGAIN_MS,
        id -> {
          boolean late = System.nanoTime() - deadlineNanos > 0;
          if (parts.areReady() || late) {
            vertx.cancelTimer(id);
            if (late) {
              ready.tryFail(
                  StartFault.cannotStart(
                      "the shards were not to be had in " + READY_MS / 1000 + " s"));
            } else {
              ready.tryComplete();
            }
          }
        });
    return ready.future();
  }

  private void onStop(Supplier<Future<?>> step) {
    synchronized (stops) {
      stops.push(step);
    }
  }

  /** Stops everything in the reverse order; also after a start that failed half-way. */
  public Future<Void> stop() {
    // No Vert.x context: the last step ends them all.
    Promise<Void> stopped = Promise.promise();
    stopNext(stopped);
    return stopped.future();
  }

  private void stopNext(Promise<Void> stopped) {
    Supplier<Future<?>> next;
    synchronized (stops) {
      next = stops.poll();
    }
    if (next == null) {
      stopped.complete();
      return;
    }
    next.get()
        .onComplete(
            done -> stopNext(stopped),
            failure -> {
              log.warn("a part did not stop in order: {}", failure.toString());
              stopNext(stopped);
            });
  }

  /**
   * What the person at the terminal should know once the node is ready: where it listens, by the
   * ports that it was given in the end.
   */
  public List<String> announcement() {
    return List.of("http      " + url(httpPort), "operators " + url(adminPort));
  }

  /**
   * Opens the demo city, if the settings want one, and invites to book in it. The node has started
   * and answers meanwhile; it is none the worse if this fails.
   *
   * @param progress takes lines for the person at the terminal, on an event loop
   */
  public Future<Void> openCity(Consumer<String> progress) {
    int houses = settings.demoHouses();
    Running running = this.running;
    if (houses == 0 || running == null) {
      return Future.succeededFuture();
    }
    CityLoading loading =
        new CityLoading(
            running.vertx(),
            running.router(),
            houses,
            running.reads()::restaurant,
            new RandomBits(),
            System::currentTimeMillis,
            progress);
    return deploy(running.vertx(), loading, new DeploymentOptions())
        .compose(done -> loading.whole())
        .compose(
            done ->
                new Invitation(running.router(), System::currentTimeMillis).lines(url(httpPort)))
        .onSuccess(lines -> lines.forEach(progress))
        .mapEmpty();
  }

  private String url(int port) {
    String host = settings.get(Settings.HOST);
    return "http://%s:%d".formatted(host.indexOf(':') < 0 ? host : "[" + host + "]", port);
  }
}
