package io.tavolo.bench.peer;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tavolo.engine.lane.Reply;
import io.tavolo.http.Availability;
import io.tavolo.http.Batches;
import io.tavolo.http.DinerTimes;
import io.tavolo.http.HttpDependencies;
import io.tavolo.http.HttpServerVerticle;
import io.tavolo.http.HttpSettings;
import io.tavolo.http.exchange.RateLimiter;
import io.tavolo.payments.SimulatedPayments;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.crypto.spec.SecretKeySpec;

/**
 * The peer as a process: Tavolo's HTTP server in front of a {@link ForUpdateRouter}, in an empty
 * database.
 */
public final class ForUpdateServer {
  private static final int ANSWER_MS = 30_000;
  private static final int START_S = 60;
  private static final int REQUESTS_PER_SECOND = 1_000_000_000;

  private ForUpdateServer() {}

  /**
   * Runs until it is killed.
   *
   * @param args the port, the database's URI, the admin token, and how many connections to the
   *     database
   */
  public static void main(String[] args) {
    try {
      start(Integer.parseInt(args[0]), args[1], args[2], Integer.parseInt(args[3]));
    } catch (Exception e) {
      e.printStackTrace();
      System.exit(1);
    }
  }

  private static void start(int port, String uri, String adminToken, int connections)
      throws Exception {
    int loops = Math.min(Runtime.getRuntime().availableProcessors(), connections);
    Vertx vertx =
        Vertx.vertx(new VertxOptions().setPreferNativeTransport(true).setEventLoopPoolSize(loops));
    PgConnectOptions database = sessions(uri);
    PgConnection.connect(vertx, database)
        .compose(
            session -> session.query(PeerSql.schema()).execute().compose(done -> session.close()))
        .await(START_S, TimeUnit.SECONDS);
    ForUpdateRouter router =
        new ForUpdateRouter(vertx, database, connections / loops, System::currentTimeMillis);
    SecureRandom random = new SecureRandom();
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
            random::nextLong,
            System::currentTimeMillis);
    HttpSettings settings = new HttpSettings("127.0.0.1", port, ANSWER_MS);
    vertx
        .deployVerticle(
            () -> new HttpServerVerticle(dependencies, settings),
            new DeploymentOptions().setInstances(loops))
        .await(START_S, TimeUnit.SECONDS);
  }

  /** Plans are made once, and must not hang on how full the tables were at that moment. */
  private static PgConnectOptions sessions(String uri) {
    return PgConnectOptions.fromUri(uri)
        .addProperty("synchronous_commit", "on")
        .addProperty("plan_cache_mode", "force_generic_plan")
        .addProperty("enable_seqscan", "off")
        .addProperty("jit", "off");
  }

  /** The peer books; what is free it does not tell. */
  private static final class NoAvailability implements Availability {
    private static final Reply NONE = new Reply.Unavailable(Reply.Reason.DEADLINE);

    @Override
    public Future<Reply> day(String restaurantId, int serviceDay) {
      return Future.succeededFuture(NONE);
    }

    @Override
    public Future<List<Reply>> days(List<String> restaurantIds, int serviceDay, long timeoutMs) {
      return Future.succeededFuture(Collections.nCopies(restaurantIds.size(), NONE));
    }
  }
}
