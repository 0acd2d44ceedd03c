package io.tavolo.node;

import com.hazelcast.config.Config;
import com.hazelcast.config.InvalidConfigurationException;
import com.hazelcast.config.NetworkConfig;
import com.hazelcast.config.XmlConfigBuilder;
import io.vertx.core.eventbus.EventBusOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * Makes Hazelcast's configuration of a file: the one set, or one of {@code cluster-config} as it
 * was when this was built. The file may speak of the settings whose names begin with {@code
 * TAVOLO_CLUSTER_}.
 */
final class Cluster {
  private static final String BY_ADDRESS = "hazelcast.xml";
  private static final String BY_NAME = "hazelcast-kubernetes.xml";

  /** Ping and pong together: after so long a connection that has died in silence is closed. */
  private static final int PING_MS = 1_000;

  private static final int CONNECT_MS = 1_000;

  /** A peer that is cut off leaves its connections to us open; each is pinged every second. */
  private static final int IDLE_S = 15;

  private Cluster() {}

  /**
   * The event bus between the nodes. What waits for a connection is not tried again: the next
   * message asks anew where the node is, and each request has its own way of asking again.
   *
   * @param host the address of this node, for the others too
   */
  static EventBusOptions bus(String host) {
    return new EventBusOptions()
        .setHost(host)
        .setClusterPublicHost(host)
        .setClusterPingInterval(PING_MS)
        .setClusterPingReplyInterval(PING_MS)
        .setConnectTimeout(CONNECT_MS)
        .setReconnectAttempts(0)
        .setTcpKeepAlive(true)
        .setIdleTimeout(IDLE_S)
        .setIdleTimeoutUnit(TimeUnit.SECONDS);
  }

  /** The configuration of a node; of one without a cluster's name, that of a cluster of its own. */
  static Config config(Settings settings) throws StartFault {
    Properties variables = new Properties();
    String address =
        Preflight.resolve(Settings.CLUSTER_HOST, settings.get(Settings.CLUSTER_HOST))
            .getHostAddress();
    variables.setProperty(Settings.CLUSTER_HOST.name(), address);
    variables.setProperty(
        Settings.CLUSTER_MEMBERS.name(), settings.find(Settings.CLUSTER_MEMBERS).orElse(address));
    Optional<String> service = settings.find(Settings.CLUSTER_SERVICE);
    service.ifPresent(dns -> variables.setProperty(Settings.CLUSTER_SERVICE.name(), dns));
    Optional<String> name = settings.find(Settings.CLUSTER_NAME);
    if (name.isEmpty()
        && (service.isPresent() || settings.find(Settings.CLUSTER_MEMBERS).isPresent())) {
      throw StartFault.badSetting(
          Settings.CLUSTER_NAME.missing("the same on all nodes, as others are named"));
    }
    variables.setProperty(
        Settings.CLUSTER_NAME.name(), name.orElseGet(() -> "tavolo-" + UUID.randomUUID()));
    Optional<Path> file = settings.find(Settings.CLUSTER_CONFIG);
    String builtIn = service.isPresent() ? BY_NAME : BY_ADDRESS;
    try (InputStream in =
        file.isPresent()
            ? Files.newInputStream(file.get())
            : Cluster.class.getResourceAsStream(builtIn)) {
      if (in == null) {
        throw new IllegalStateException(builtIn + " is not on the class path");
      }
      Config config = new XmlConfigBuilder(in).setProperties(variables).build();
      return name.isPresent() ? config : alone(config);
    } catch (IOException | InvalidConfigurationException e) {
      throw StartFault.badSetting(
          "%s: %s (expected: a Hazelcast file; %s)"
              .formatted(
                  Settings.CLUSTER_CONFIG.name(),
                  file.map(Object::toString).orElse(builtIn),
                  String.valueOf(e.getMessage()).lines().findFirst().orElse("")));
    }
  }

  /**
   * Asks nobody to be let in, and listens beyond the ports at which others look for each other:
   * either would be refused for its name, with a warning several times a minute.
   */
  private static Config alone(Config config) {
    NetworkConfig network = config.getNetworkConfig();
    network.getJoin().getTcpIpConfig().setMembers(List.of());
    network.getJoin().getKubernetesConfig().setEnabled(false);
    network.setPort(network.getPort() + network.getPortCount());
    return config;
  }
}
