package io.tavolo.bench.jmh;

import io.tavolo.engine.form.Formats;
import io.tavolo.engine.lane.Batch;
import io.tavolo.engine.ownership.Taken;
import io.tavolo.node.LocalServers;
import io.tavolo.node.ServerProvider;
import io.tavolo.node.ServerProvider.Server;
import io.tavolo.postgres.Database;
import io.tavolo.postgres.DatabaseUnusable;
import io.tavolo.postgres.Migrations;
import io.tavolo.postgres.Partitions;
import io.tavolo.postgres.PgJournal;
import io.tavolo.postgres.PgLeases;
import io.tavolo.postgres.PgShards;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.sqlclient.Pool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.ServiceLoader;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A journal on a real Postgres, which is started for it in a new folder and owns all shards. Both
 * are gone once this is closed, or this JVM ends, which nothing here prevents.
 */
final class JournalStage implements AutoCloseable {
  static final int SHARDS = 256;

  /** Where the folder is made; the system's folder for such, where it is not set. */
  private static final String WORK = "tavolo.bench.work";

  private static final String NODE = "jmh";
  private static final int LEASE_MS = 3_600_000;
  private static final int JOURNAL_DAYS = 7;
  private static final int STATEMENT_MS = 20_000;
  private static final int GRACE_MS = 1_000;
  private static final int POOL = 2;
  private static final int PATIENCE_S = 60;

  private final Deque<AutoCloseable> toClose = new ConcurrentLinkedDeque<>();
  private final Context context;
  private final Pool pool;
  private final PgJournal journal;
  private final long[] epochs = new long[SHARDS];
  private final long[] seqs = new long[SHARDS];
  private final SplittableRandom random = new SplittableRandom(1);
  private long batches;

  /** Starts it. */
  JournalStage() throws IOException, DatabaseUnusable, InterruptedException, TimeoutException {
    Runtime.getRuntime().addShutdownHook(new Thread(this::close, "journal-stage-close"));
    String parent = System.getProperty(WORK, System.getProperty("java.io.tmpdir"));
    Path folder = Files.createTempDirectory(Path.of(parent), "tavolo-jmh");
    toClose.push(() -> delete(folder));
    LocalServers servers =
        LocalServers.start(
            ServiceLoader.load(ServerProvider.class),
            EnumSet.of(Server.POSTGRES),
            folder,
            line -> {});
    toClose.push(servers);
    Database database = Database.at(servers.address(Server.POSTGRES));
    Migrations.run(database, Duration.ofSeconds(PATIENCE_S));
    Vertx vertx =
        Vertx.vertx(new VertxOptions().setPreferNativeTransport(true).setUseDaemonThread(true));
    toClose.push(() -> await(vertx.close()));
    context = vertx.getOrCreateContext();
    pool = database.pool(vertx, NODE, POOL, STATEMENT_MS);
    own(new PgLeases(pool, Formats.HERE), new PgShards(pool));
    Promise<Void> up = Promise.promise();
    journal =
        new PgJournal(
            vertx,
            database,
            "journal-" + NODE,
            STATEMENT_MS,
            GRACE_MS,
            Formats.HERE::newest,
            new PgJournal.Listener() {
              @Override
              public void up() {
                up.tryComplete();
              }

              @Override
              public void down(String why) {
                up.tryFail(why);
              }
            });
    context.runOnContext(v -> journal.start());
    await(up.future());
  }

  private void own(PgLeases leases, PgShards shards) throws TimeoutException {
    List<Integer> all = IntStream.range(0, SHARDS).boxed().toList();
    List<Taken> taken =
        await(
            leases
                .register(NODE, "nowhere", LEASE_MS)
                .compose(registered -> shards.ensure(SHARDS))
                .compose(there -> new Partitions(pool, InstantSource.system(), JOURNAL_DAYS).keep())
                .compose(kept -> shards.take(all, NODE)));
    if (taken.size() != SHARDS) {
      throw new IllegalStateException("shards: %d (expected: %d)".formatted(taken.size(), SHARDS));
    }
    for (Taken each : taken) {
      epochs[each.shard()] = each.epoch();
      seqs[each.shard()] = each.lastSeq();
    }
  }

  /**
   * Empties the tables that bookings are written to, and writes a batch to them: Postgres plans
   * anew for it.
   */
  void empty() throws TimeoutException {
    await(pool.query("truncate reservation, journal, diner, command_key").execute());
    write(1, 1, 1);
  }

  /**
   * Writes batches one after the other.
   *
   * @param bookings in each batch, 1..{@link #SHARDS}
   * @param heads how many shards they are of: 1, or as many
   * @return the bookings written
   */
  int write(int times, int bookings, int heads) throws TimeoutException {
    Promise<Integer> written = Promise.promise();
    context.runOnContext(v -> write(times, 0, bookings, heads, written));
    return await(written.future());
  }

  private void write(int times, int written, int bookings, int heads, Promise<Integer> answer) {
    if (times == 0) {
      answer.complete(written);
      return;
    }
    BookedBatch batch = new BookedBatch(++batches, System.currentTimeMillis());
    for (int shard = 0; shard < heads; shard++) {
      int ofShard = bookings / heads;
      batch.book(shard, epochs[shard], seqs[shard], ofShard, random);
      seqs[shard] += ofShard;
    }
    journal
        .write(batch)
        .onComplete(
            results -> {
              if (results.size() == heads && results.stream().allMatch(Batch.FenceResult::passed)) {
                write(times - 1, written + bookings, bookings, heads, answer);
              } else {
                answer.fail("not passed: " + results);
              }
            },
            answer::fail);
  }

  private static <T> T await(Future<T> future) throws TimeoutException {
    return future.await(PATIENCE_S, TimeUnit.SECONDS);
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(each);
      }
    }
  }

  /** Stops Postgres and removes its folder; a second call does nothing. */
  @Override
  public synchronized void close() {
    while (!toClose.isEmpty()) {
      try {
        toClose.pop().close();
      } catch (Exception e) {
        System.err.println("could not be closed: " + e);
      }
    }
  }
}
