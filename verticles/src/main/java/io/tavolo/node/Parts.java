package io.tavolo.node;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tavolo.cache.AvailabilityCache;
import io.tavolo.cache.CachedAvailability;
import io.tavolo.cache.DayWatch;
import io.tavolo.cache.DinerNotes;
import io.tavolo.cluster.ClusterRouter;
import io.tavolo.cluster.FormatGate;
import io.tavolo.cluster.HazelcastPlacement;
import io.tavolo.cluster.HearingVerticle;
import io.tavolo.cluster.LeaseKeeper;
import io.tavolo.cluster.NodeLink;
import io.tavolo.cluster.OwnershipVerticle;
import io.tavolo.engine.form.Formats;
import io.tavolo.engine.lane.LaneLimits;
import io.tavolo.engine.ownership.Lease;
import io.tavolo.engine.publish.PublishingLimits;
import io.tavolo.http.Batches;
import io.tavolo.http.HttpDependencies;
import io.tavolo.http.HttpSettings;
import io.tavolo.http.auth.Access;
import io.tavolo.http.exchange.RateLimiter;
import io.tavolo.lane.LanePorts;
import io.tavolo.lane.LaneVerticle;
import io.tavolo.lane.Pace;
import io.tavolo.operations.Health;
import io.tavolo.operations.OperationsVerticle;
import io.tavolo.operations.ShardReport;
import io.tavolo.payments.SimulatedPayments;
import io.tavolo.postgres.Database;
import io.tavolo.postgres.Partitions;
import io.tavolo.postgres.PgFormats;
import io.tavolo.postgres.PgLoader;
import io.tavolo.postgres.PgPartnerBatches;
import io.tavolo.postgres.PgPublisherStore;
import io.tavolo.postgres.PgReader;
import io.tavolo.postgres.PgShards;
import io.tavolo.publish.PublisherSettings;
import io.tavolo.publish.PublisherVerticle;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import io.vertx.sqlclient.Pool;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import javax.crypto.spec.SecretKeySpec;

/**
 * Every part of a node, made and joined in the order of the numbered comments, and not started yet.
 */
final class Parts {
  private static final int SHARDS = 256;
  private static final int ANSWER_MS = 10_000;
  private static final int RATE_WINDOW_S = 10;

  /** A taking waits for what is being written, so its statements may last longer than a batch. */
  private static final int TAKING_MS = 12_000;

  /** For all instances of the deployment; with 0 each would get one of its own. */
  private static final int ONE_FREE_PORT = -1;

  private static final int READING_MS = 5_000;

  /** Who lives is read every second. */
  private static final int HEARING_MS = 2_000;

  /** Longer than HTTP waits for a payment. */
  private static final int SLOW_PAYMENT_MS = 8_000;

  /** A restaurant with millions of commands in a day takes seconds to load. */
  private static final int LOADING_MS = 30_000;

  private static final int LOADING_SESSIONS = 4;
  private static final int READING_SESSIONS = 8;

  /** Clients that may watch a day at a time; each keeps a connection. */
  private static final int STREAMS = 2_000;

  private final PgLoader loader;
  final PgShards shards;
  final FormatGate formats;
  final Partitions partitions;
  final PublisherVerticle publisher;
  final AvailabilityCache cache;
  final Lease lease;
  final HazelcastPlacement placement;
  final OwnershipVerticle ownership;
  final List<LaneVerticle> lanes = new ArrayList<>();
  final NodeLink link;
  final LeaseKeeper keeper;
  final HearingVerticle hearing;
  final ClusterRouter router;
  final DayWatch watch;
  final HttpDependencies http;
  final HttpSettings httpSettings;
  final OperationsVerticle operations;

  Parts(
      Vertx vertx,
      Vertx leaseThread,
      Settings settings,
      String self,
      Database database,
      HazelcastClusterManager cluster,
      PrometheusMeterRegistry registry,
      BooleanSupplier accepting) {
    // 1. What is asked of the database, each on sessions of its own.
    Pool taking = database.pool(vertx, "shards", 2, TAKING_MS);
    shards = new PgShards(taking);
    formats = new FormatGate(Formats.HERE, new PgFormats(taking), registry);
    InstantSource clock = InstantSource.system();
    loader = new PgLoader(database.pool(vertx, "loader", LOADING_SESSIONS, LOADING_MS), clock);
    PgReader reader = new PgReader(database.pool(vertx, "reader", READING_SESSIONS, READING_MS));
    PgPartnerBatches batches = new PgPartnerBatches(database.pool(vertx, "batches", 2, READING_MS));
    PgPublisherStore published =
        new PgPublisherStore(database.pool(vertx, "publisher", 2, READING_MS));
    partitions =
        new Partitions(
            database.pool(vertx, "partitions", 1, READING_MS),
            clock,
            settings.get(Settings.JOURNAL_DAYS));

    // 2. The way out: events to Kafka, days to Redis. Bookings wait for neither.
    publisher =
        new PublisherVerticle(
            PublisherSettings.of(
                settings.get(Settings.KAFKA_BOOTSTRAP),
                settings.get(Settings.KAFKA_REPLICAS).shortValue()),
            PublishingLimits.DEFAULT,
            new JournalOfPostgres(published),
            registry);
    cache = new AvailabilityCache(settings.get(Settings.REDIS_URI), formats::written, registry);

    // 3. Who owns what, and the lanes that decide.
    lease = new Lease(settings.get(Settings.LEASE_MS));
    placement = new HazelcastPlacement(cluster.getHazelcastInstance());
    ownership = new OwnershipVerticle(self, SHARDS, shards, lease, placement, registry);
    LanePorts ports = new Ports(ownership, publisher, cache, formats);
    Pace pace = Pace.of(settings.get(Settings.WRITES_PER_SECOND));
    LaneLimits limits = LaneLimits.DEFAULT;
    limits = limits.withBatchesOf(pace.batchesOf(limits.commandsPerBatch()));
    for (int n = 0; n < settings.get(Settings.LANES); n++) {
      lanes.add(new LaneVerticle(n, limits, database, loader, lease, ports, pace, registry));
    }
    ownership.lanes(lanes, new Ports.Shards(publisher));
    link = new NodeLink(self, vertx.eventBus(), ownership, formats);
    keeper =
        new LeaseKeeper(
            leaseThread, self, NodeLink.addressOf(self), lease, database, ownership::loseAll);
    hearing =
        new HearingVerticle(
            vertx,
            self,
            link,
            new PgShards(database.pool(vertx, "hearing", 1, HEARING_MS)),
            cluster,
            keeper,
            lease.lengthMs(),
            registry);

    // 4. The way in.
    router = new ClusterRouter(vertx, ownership, link, hearing::isOutOfReach);
    CachedAvailability availability =
        new CachedAvailability(
            vertx, cache, router, SHARDS, ownership.view()::epoch, ANSWER_MS, registry);
    watch = new DayWatch(cache, availability, STREAMS, registry);
    http =
        new HttpDependencies(
            router,
            new ReadsOfPostgres(reader),
            availability,
            watch,
            new Batches(new BatchesOfPostgres(batches)),
            new SimulatedPayments(vertx, SLOW_PAYMENT_MS),
            new DinerNotes(cache, System::currentTimeMillis),
            new RateLimiter(settings.get(Settings.RATE_LIMIT), RATE_WINDOW_S, System::nanoTime),
            new SecretKeySpec(
                settings.get(Settings.SECRET).getBytes(StandardCharsets.UTF_8), "HmacSHA256"),
            settings.find(Settings.ADMIN_TOKEN).orElse(null),
            registry,
            new RandomBits(),
            System::currentTimeMillis);
    int port = settings.get(Settings.HTTP_PORT);
    httpSettings =
        new HttpSettings(
            settings.get(Settings.HOST),
            port == 0 ? ONE_FREE_PORT : port,
            ANSWER_MS,
            Node.EVENT_LOOPS);

    // 5. What operators see.
    Health health =
        new Health()
            .with("accepting", true, accepting)
            .with("lease", true, this::hasLease)
            .with("journal", true, this::canWrite)
            .with("shards", true, ownership::hasItsShare)
            .with("kafka", false, publisher::isCurrent)
            .with("redis", false, cache::isUsable);
    operations =
        new OperationsVerticle(
            settings.get(Settings.HOST),
            settings.get(Settings.ADMIN_PORT),
            new Access(http.secret(), http.staffToken()),
            health,
            registry,
            new ShardReport(shards, published, ownership.view())::read,
            http.randomBits());
  }

  /**
   * Makes the connections that the first restaurants are loaded by; later ones open by themselves.
   */
  Future<Void> openSessions() {
    return loader.prepare(LOADING_SESSIONS).otherwiseEmpty();
  }

  /** Whether the lanes can write and hold what is due to them. */
  boolean areReady() {
    return hasLease() && canWrite() && ownership.hasItsShare();
  }

  private boolean hasLease() {
    return lease.isValid(LaneVerticle.nowMs());
  }

  private boolean canWrite() {
    return lanes.stream().allMatch(LaneVerticle::isUp);
  }

  /** How many shards there are; a database keeps the number it was begun with. */
  static int shardCount() {
    return SHARDS;
  }
}
