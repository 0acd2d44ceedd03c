package io.tavolo.node;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The composition root: makes every part of a node and joins them, in the order of the numbered
 * comments. Servers outside are running and their addresses are in the settings by the time a node
 * is made.
 */
public final class Node {
  private final Settings settings;
  private @Nullable Vertx vertx;

  public Node(Settings settings) {
    this.settings = settings;
  }

  /**
   * Starts everything; fails with a {@link StartFault} where the cause is outside of the software.
   */
  public Future<Void> start() {
    // 1. Vert.x, clustered: the event bus between the nodes.
    return clusteredVertx().onSuccess(started -> this.vertx = started).mapEmpty();
  }

  private Future<Vertx> clusteredVertx() {
    String host = settings.get(Settings.CLUSTER_HOST);
    VertxOptions options =
        new VertxOptions()
            .setPreferNativeTransport(true)
            .setEventBusOptions(new EventBusOptions().setHost(host).setClusterPublicHost(host));
    try {
      return Vertx.builder()
          .with(options)
          .withClusterManager(new HazelcastClusterManager(Cluster.config(settings)))
          .buildClustered();
    } catch (StartFault e) {
      return Future.failedFuture(e);
    }
  }

  /** Stops everything in the reverse order; also after a start that failed half-way. */
  public Future<Void> stop() {
    Vertx started = vertx;
    return started == null ? Future.succeededFuture() : started.close();
  }

  /**
   * What the person at the terminal should know once the node is ready: where it listens, and how
   * to try it.
   */
  public List<String> announcement() {
    String host = settings.get(Settings.HOST);
    List<String> lines = new ArrayList<>();
    lines.add("http      http://%s:%d".formatted(host, settings.get(Settings.HTTP_PORT)));
    lines.add("operators http://%s:%d".formatted(host, settings.get(Settings.ADMIN_PORT)));
    return lines;
  }
}
