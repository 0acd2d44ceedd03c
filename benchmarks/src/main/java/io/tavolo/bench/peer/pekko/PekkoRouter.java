package io.tavolo.bench.peer.pekko;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.tavolo.bench.peer.house.Definitions;
import io.tavolo.bench.peer.house.PeerRouter;
import io.tavolo.engine.id.ReservationId;
import io.tavolo.engine.lane.Reply;
import io.tavolo.engine.lane.Request;
import io.tavolo.engine.restaurant.Restaurant;
import io.tavolo.http.Reads;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.sharding.typed.javadsl.Entity;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityRef;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityTypeKey;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Join;
import org.apache.pekko.persistence.typed.PersistenceId;
import org.jspecify.annotations.Nullable;

/** Asks the restaurants' entities, in a cluster of this node alone. */
public final class PekkoRouter implements PeerRouter {
  private static final EntityTypeKey<Asked> RESTAURANT =
      EntityTypeKey.create(Asked.class, "restaurant");
  private static final Duration READ = Duration.ofSeconds(10);
  private static final int RADIX = Character.MAX_RADIX;

  private final Vertx vertx;
  private final ActorSystem<Void> system;
  private final ClusterSharding sharding;
  private final Definitions definitions = new Definitions();

  private PekkoRouter(Vertx vertx, ActorSystem<Void> system, LongSupplier wallClockMs) {
    this.vertx = vertx;
    this.system = system;
    this.sharding = ClusterSharding.get(system);
    sharding.init(
        Entity.of(
            RESTAURANT,
            context ->
                new RestaurantEntity(
                    PersistenceId.of(RESTAURANT.name(), context.getEntityId()), wallClockMs)));
    Cluster cluster = Cluster.get(system);
    cluster.manager().tell(Join.create(cluster.selfMember().address()));
  }

  /**
   * Starts a node, in a database that has no tables of others.
   *
   * @param connections to the database, at least 1
   */
  public static Future<PekkoRouter> open(Vertx vertx, String uri, int connections) {
    PgConnectOptions database = PgConnectOptions.fromUri(uri);
    Config config = config(database, connections);
    return PgConnection.connect(vertx, database)
        .compose(session -> session.query(schema()).execute().eventually(session::close))
        .compose(
            made ->
                vertx.executeBlocking(
                    () ->
                        new PekkoRouter(
                            vertx,
                            ActorSystem.create(Behaviors.empty(), "peer", config),
                            System::currentTimeMillis)));
  }

  private static Config config(PgConnectOptions database, int connections) {
    String url =
        "jdbc:postgresql://%s:%d/%s?reWriteBatchedInserts=true"
            .formatted(database.getHost(), database.getPort(), database.getDatabase());
    String pool = "pekko-persistence-jdbc.shared-databases.slick.db.";
    Map<String, Object> values = new HashMap<>();
    values.put(pool + "url", url);
    values.put(pool + "user", database.getUser());
    values.put(pool + "password", Optional.ofNullable(database.getPassword()).orElse(""));
    for (String size : new String[] {"numThreads", "maxConnections", "minConnections"}) {
      values.put(pool + size, connections);
    }
    return ConfigFactory.parseMap(values)
        .withFallback(ConfigFactory.parseResources(PekkoRouter.class, "pekko.conf"))
        .withFallback(ConfigFactory.defaultReference())
        .resolve();
  }

  private static String schema() {
    try (InputStream in = PekkoRouter.class.getResourceAsStream("schema.sql")) {
      if (in == null) {
        throw new IllegalStateException("schema.sql is not beside its class");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Future<Reply> ask(Request request, long timeoutMs) {
    if (!(request instanceof Request.Submit submit)) {
      return Future.failedFuture(new UnsupportedOperationException("the peer keeps no days"));
    }
    CompletionStage<Asked.Answer> answer =
        entity(request.restaurant())
            .ask(replyTo -> new Asked.Submit(submit, replyTo), Duration.ofMillis(timeoutMs));
    return here(answer)
        .map(
            answered -> {
              if (answered.reply() instanceof Reply.Stored && answered.definition() != null) {
                definitions.put(request.restaurant(), answered.definition());
              }
              return answered.reply();
            })
        .otherwise(new Reply.Unavailable(Reply.Reason.UNKNOWN_OUTCOME));
  }

  @Override
  public Future<Optional<Reads.Found>> reservation(ReservationId id) {
    return here(
        entity(id.restaurant()).ask(replyTo -> new Asked.Read(id.reservation(), replyTo), READ));
  }

  @Override
  public @Nullable Restaurant definition(long restaurant) {
    return definitions.of(restaurant);
  }

  private EntityRef<Asked> entity(long restaurant) {
    return sharding.entityRefFor(RESTAURANT, Long.toString(restaurant, RADIX));
  }

  /** The answer on the caller's event loop. */
  private <T> Future<T> here(CompletionStage<T> answer) {
    return Future.fromCompletionStage(answer, vertx.getOrCreateContext());
  }

  /** Stops the node; it takes a few seconds. */
  public Future<?> close() {
    system.terminate();
    return Future.fromCompletionStage(system.getWhenTerminated());
  }
}
