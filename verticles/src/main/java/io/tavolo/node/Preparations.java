package io.tavolo.node;

import io.tavolo.postgres.Database;
import io.tavolo.postgres.DatabaseUnusable;
import io.tavolo.postgres.Migrations;
import io.tavolo.rehearsal.Rehearsal;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What goes on while the cluster starts, which takes the longest and needs none of it: the database
 * is migrated, on a thread, and bookings are rehearsed, on a Vert.x that ends with them.
 */
final class Preparations {
  private static final Logger log = LoggerFactory.getLogger(Preparations.class);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** Vert.x gives all that share a name one registry: the node's is another. */
  private static final String STAGE = "rehearsal";

  /** On a machine that is busy the cluster's start takes longer still. */
  private static final long REHEARSAL_MS = 4_000;

  private final FutureTask<Void> migrations;
  private final Future<Void> rehearsed;

  private Preparations(FutureTask<Void> migrations, Future<Void> rehearsed) {
    this.migrations = migrations;
    this.rehearsed = rehearsed;
  }

  static Preparations begin(Database database) {
    FutureTask<Void> migrations = new FutureTask<>(() -> migrate(database));
    Thread thread = new Thread(migrations, "migrations");
    thread.setDaemon(true);
    thread.start();
    return new Preparations(migrations, rehearse());
  }

  /** Done when the rehearsal is over; never fails. Of no context. */
  Future<Void> rehearsed() {
    return rehearsed;
  }

  /**
   * Blocks until the database has the schema of this software.
   *
   * @throws StartFault when it cannot be had
   */
  Void awaitMigrations() throws Exception {
    try {
      return migrations.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }

  private static Void migrate(Database database) throws StartFault, InterruptedException {
    try {
      Migrations.run(database, PATIENCE);
      return null;
    } catch (DatabaseUnusable e) {
      throw StartFault.cannotStart(String.valueOf(e.getMessage()));
    }
  }

  private static Future<Void> rehearse() {
    Telemetry unseen = new Telemetry();
    Vertx stage =
        Vertx.builder()
            .with(
                new VertxOptions()
                    .setPreferNativeTransport(true)
                    .setEventLoopPoolSize(1)
                    .setMetricsOptions(Telemetry.options().setRegistryName(STAGE)))
            .withMetrics(unseen.factory())
            .build();
    // Of no context: the one that it comes from ends with the stage.
    Promise<Void> over = Promise.promise();
    Rehearsal.play(stage, unseen.registry(), REHEARSAL_MS)
        .onComplete(
            played -> {
              log.debug("{} bookings rehearsed", played.result());
              over.complete();
              stage.close().onComplete(closed -> unseen.close());
            });
    return over.future();
  }
}
