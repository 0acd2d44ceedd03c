package io.tavolo.bench.jmh;

import com.hazelcast.config.Config;
import com.hazelcast.config.XmlConfigBuilder;
import io.tavolo.node.Main;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Makes the ends of a {@link Hop}, with the configuration of the nodes. */
final class TwoNodes {
  private static final String HOST = "127.0.0.1";

  /** As {@code cluster-config} has it, and nodes take it. */
  private static final String CONFIGURATION = "hazelcast.xml";

  private static final int EVENT_LOOPS = 2;
  private static final int PATIENCE_S = 60;

  private TwoNodes() {}

  /** Both ends on one Vert.x. */
  static Hop inOne() throws TimeoutException {
    Vertx vertx = Vertx.vertx(options());
    return new Hop(vertx, vertx);
  }

  /** A cluster of two on loopback, under a name of its own and on ports that were free. */
  static Hop clustered() throws IOException, TimeoutException {
    String name = "jmh-" + UUID.randomUUID();
    int[] ports = freePorts();
    String founder = HOST + ":" + ports[0];
    HazelcastClusterManager first =
        new HazelcastClusterManager(configuration(name, founder, ports[0]));
    Vertx asking = joined(first);
    HazelcastClusterManager second =
        new HazelcastClusterManager(configuration(name, founder, ports[1]));
    Vertx answering = joined(second);
    if (first.getNodes().size() != 2 || second.getNodes().size() != 2) {
      throw new IllegalStateException("members: " + first.getNodes() + ", " + second.getNodes());
    }
    return new Hop(asking, answering);
  }

  private static Vertx joined(HazelcastClusterManager manager) throws TimeoutException {
    return Vertx.builder()
        .with(options())
        .withClusterManager(manager)
        .buildClustered()
        .await(PATIENCE_S, TimeUnit.SECONDS);
  }

  private static VertxOptions options() {
    return new VertxOptions()
        .setPreferNativeTransport(true)
        .setEventLoopPoolSize(EVENT_LOOPS)
        .setEventBusOptions(new EventBusOptions().setHost(HOST).setClusterPublicHost(HOST));
  }

  private static Config configuration(String name, String founder, int port) throws IOException {
    Properties variables = new Properties();
    variables.setProperty("TAVOLO_CLUSTER_HOST", HOST);
    variables.setProperty("TAVOLO_CLUSTER_NAME", name);
    variables.setProperty("TAVOLO_CLUSTER_MEMBERS", founder);
    try (InputStream in = Main.class.getResourceAsStream(CONFIGURATION)) {
      if (in == null) {
        throw new FileNotFoundException(CONFIGURATION);
      }
      Config config = new XmlConfigBuilder(in).setProperties(variables).build();
      config.getNetworkConfig().setPort(port).setPortAutoIncrement(false);
      return config;
    }
  }

  private static int[] freePorts() throws IOException {
    InetAddress host = InetAddress.getLoopbackAddress();
    try (ServerSocket one = new ServerSocket(0, 1, host);
        ServerSocket other = new ServerSocket(0, 1, host)) {
      return new int[] {one.getLocalPort(), other.getLocalPort()};
    }
  }
}
