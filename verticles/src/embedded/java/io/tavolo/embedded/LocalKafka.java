package io.tavolo.embedded;

import io.tavolo.node.ServerProvider;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.BindException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real Kafka, broker and controller in one, within this JVM and by default on loopback. Its data
 * stays in its folder, also over {@code kill -9}.
 */
public final class LocalKafka implements ServerProvider.Running {
  private static final Logger log = LoggerFactory.getLogger(LocalKafka.class);
  private static final int NODE_ID = 1;
  private static final int ATTEMPTS = 5;

  private final KafkaRaftServer server;
  private final String host;
  private final int port;
  private final AtomicBoolean closed = new AtomicBoolean();

  private LocalKafka(KafkaRaftServer server, String host, int port) {
    this.server = server;
    this.host = host;
    this.port = port;
  }

  /**
   * Starts Kafka on a free port with its data in {@code dir}, and returns when it takes records.
   */
  public static LocalKafka start(Path dir) throws IOException {
    return start(dir, 0);
  }

  /**
   * The same on a given port, so that clients that knew an earlier Kafka find this one.
   *
   * @param port 1..65535, or 0 for a free one
   * @throws IOException when it does not start
   */
  public static LocalKafka start(Path dir, int port) throws IOException {
    return start(dir, Host.LOOPBACK, port);
  }

  /**
   * The same on a given address of this machine, which clients are told to come back to.
   *
   * @param host an IPv4 address
   */
  public static LocalKafka start(Path dir, String host, int port) throws IOException {
    keepJvmAliveWhenKafkaGivesUp();
    Path home = Files.createDirectories(dir).toRealPath();
    Path data = home.resolve("data");
    if (Files.notExists(data)) {
      format(home, data);
    }
    for (int attempt = 1; ; attempt++) {
      int chosen = port == 0 ? Host.freePort(host) : port;
      KafkaConfig config =
          new KafkaConfig(settings(data, host, chosen, Host.freePortBeside(chosen)), false);
      KafkaRaftServer server = new KafkaRaftServer(config, Time.SYSTEM);
      try {
        server.startup();
        return new LocalKafka(server, host, chosen);
      } catch (RuntimeException | LinkageError e) {
        server.shutdown();
        server.awaitShutdown();
        if (port != 0 || !isBindFault(e) || attempt == ATTEMPTS) {
          throw new IOException("Kafka did not start: " + e.getMessage(), e);
        }
      }
    }
  }

  /**
   * Makes the data folder whole under another name first, so that a kill leaves none that is half
   * made.
   */
  private static void format(Path home, Path data) throws IOException {
    Path fresh = home.resolve("data.new");
    Host.deleteTree(fresh);
    Files.createDirectory(fresh);
    PrintStream silent =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    try {
      new Formatter()
          .setPrintStream(silent)
          .setNodeId(NODE_ID)
          .setClusterId(Uuid.randomUuid().toString())
          .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION)
          .setDirectories(List.of(fresh.toString()))
          .setMetadataLogDirectory(fresh.toString())
          .setControllerListenerName("CONTROLLER")
          .run();
    } catch (Exception e) {
      throw new IOException("Kafka's folder cannot be formatted: " + e.getMessage(), e);
    }
    Files.move(fresh, data, StandardCopyOption.ATOMIC_MOVE);
  }

  private static Map<String, String> settings(
      Path data, String host, int port, int controllerPort) {
    Map<String, String> settings = new HashMap<>();
    settings.put("process.roles", "broker,controller");
    settings.put("node.id", Integer.toString(NODE_ID));
    settings.put("log.dirs", data.toString());
    settings.put(
        "listeners",
        "BROKER://%s:%d,CONTROLLER://127.0.0.1:%d".formatted(host, port, controllerPort));
    settings.put("advertised.listeners", "BROKER://%s:%d".formatted(host, port));
    settings.put("listener.security.protocol.map", "BROKER:PLAINTEXT,CONTROLLER:PLAINTEXT");
    settings.put("inter.broker.listener.name", "BROKER");
    settings.put("controller.listener.names", "CONTROLLER");
    settings.put("controller.quorum.voters", "%d@127.0.0.1:%d".formatted(NODE_ID, controllerPort));
    // One broker has no second copy to wait for.
    for (String topic :
        List.of("offsets.topic", "transaction.state.log", "share.coordinator.state.topic")) {
      settings.put(topic + ".replication.factor", "1");
      settings.put(topic + ".num.partitions", "1");
    }
    settings.put("transaction.state.log.min.isr", "1");
    settings.put("share.coordinator.state.topic.min.isr", "1");
    settings.put("group.initial.rebalance.delay.ms", "0");
    // It votes for itself: there is nobody to wait for.
    settings.put("controller.quorum.election.timeout.ms", "100");
    settings.put("controller.quorum.election.backoff.max.ms", "50");
    // After kill -9 the controller believes for this long that the former broker lives, and refuses
    // the new one.
    settings.put("broker.session.timeout.ms", "3000");
    settings.put("broker.heartbeat.interval.ms", "500");
    // Small, as it shares a JVM; the cleaner's default alone is 128 MB of heap.
    settings.put("log.cleaner.dedupe.buffer.size", "4194304");
    settings.put("num.network.threads", "2");
    settings.put("num.io.threads", "4");
    settings.put("background.threads", "2");
    return settings;
  }

  /**
   * Kafka ends its process on a fault of its disk; here the process is the node, and bookings go on
   * without Kafka.
   */
  private static void keepJvmAliveWhenKafkaGivesUp() {
    Exit.setExitProcedure(LocalKafka::reportEnd);
    Exit.setHaltProcedure(LocalKafka::reportEnd);
  }

  private static void reportEnd(int code, @Nullable String message) {
    log.error("Kafka gave up with code {}: {}", code, message);
  }

  private static boolean isBindFault(Throwable fault) {
    for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
      if (cause instanceof BindException) {
        return true;
      }
    }
    return false;
  }

  /** For the Kafka clients' {@code bootstrap.servers}. */
  public String bootstrap() {
    return place();
  }

  public int port() {
    return port;
  }

  @Override
  public String address() {
    return bootstrap();
  }

  @Override
  public String place() {
    return host + ":" + port;
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      server.shutdown();
      server.awaitShutdown();
    }
  }
}
