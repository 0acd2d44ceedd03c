package io.tavolo.bench.peer;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tavolo.bench.peer.echo.EchoRouter;
import io.tavolo.bench.peer.house.PeerRouter;
import io.tavolo.bench.peer.pekko.PekkoRouter;
import io.tavolo.bench.peer.sql.SqlRouter;
import io.tavolo.http.Batches;
import io.tavolo.http.DinerTimes;
import io.tavolo.http.HttpDependencies;
import io.tavolo.http.HttpServerVerticle;
import io.tavolo.http.HttpSettings;
import io.tavolo.http.exchange.RateLimiter;
import io.tavolo.node.RandomBits;
import io.tavolo.payments.SimulatedPayments;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import javax.crypto.spec.SecretKeySpec;

/**
 * A peer as a process: Tavolo's HTTP server in front of a {@link PeerRouter}, in an empty database.
 */
public final class PeerServer {
  private static final int ANSWER_MS = 30_000;
  private static final int START_S = 60;
  private static final int REQUESTS_PER_SECOND = 1_000_000_000;

  private PeerServer() {}

  /**
   * Runs until it is killed.
   *
   * @param args the peer, the port, the database's URI, the admin token, and how many connections
   *     to the database
   */
  public static void main(String[] args) {
    try {
      Peer peer = Peer.called(args[0]).orElseThrow();
      start(peer, Integer.parseInt(args[1]), args[2], args[3], Integer.parseInt(args[4]));
    } catch (Exception e) {
      e.printStackTrace();
      System.exit(1);
    }
  }

  private static void start(Peer peer, int port, String uri, String adminToken, int connections)
      throws Exception {
    int loops = Math.min(Runtime.getRuntime().availableProcessors(), connections);
    Vertx vertx =
        Vertx.vertx(new VertxOptions().setPreferNativeTransport(true).setEventLoopPoolSize(loops));
    PeerRouter router = open(peer, vertx, uri, connections, loops);
    byte[] secret = "the peer's own secret".getBytes(StandardCharsets.UTF_8);
    HttpDependencies dependencies =
        new HttpDependencies(
            router,
            new PeerReads(router),
            new NoAvailability(),
            (restaurantId, serviceDay, changes) -> null,
            new Batches(new NoBatches()),
            new SimulatedPayments(vertx, 1),
            DinerTimes.NONE,
            new RateLimiter(REQUESTS_PER_SECOND, 1, System::nanoTime),
            new SecretKeySpec(secret, "HmacSHA256"),
            adminToken,
            new SimpleMeterRegistry(),
            new RandomBits(),
            System::currentTimeMillis);
    HttpSettings settings = new HttpSettings("127.0.0.1", port, ANSWER_MS, loops);
    vertx
        .deployVerticle(
            () -> new HttpServerVerticle(dependencies, settings),
            new DeploymentOptions().setInstances(loops))
        .await(START_S, TimeUnit.SECONDS);
  }

  private static PeerRouter open(Peer peer, Vertx vertx, String uri, int connections, int loops)
      throws Exception {
    return switch (peer) {
      case FOR_UPDATE ->
          SqlRouter.forUpdate(vertx, uri, connections / loops).await(START_S, TimeUnit.SECONDS);
      case SINGLE_STATEMENT ->
          SqlRouter.singleStatement(vertx, uri, connections / loops)
              .await(START_S, TimeUnit.SECONDS);
      case ECHO -> new EchoRouter(System::currentTimeMillis);
      case PEKKO -> PekkoRouter.open(vertx, uri, connections).await(START_S, TimeUnit.SECONDS);
    };
  }
}
