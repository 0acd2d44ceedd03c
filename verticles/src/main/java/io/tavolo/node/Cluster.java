package io.tavolo.node;

import com.hazelcast.config.Config;
import com.hazelcast.config.InvalidConfigurationException;
import com.hazelcast.config.XmlConfigBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/**
 * Makes Hazelcast's configuration of a file: the one set, or that of {@code cluster-config} as it
 * was when this was built.
 */
final class Cluster {
  private static final String BUILT_IN = "hazelcast.xml";

  private Cluster() {}

  static Config config(Settings settings) throws StartFault {
    Properties variables = new Properties();
    String address =
        Preflight.resolve(Settings.CLUSTER_HOST, settings.get(Settings.CLUSTER_HOST))
            .getHostAddress();
    variables.setProperty(Settings.CLUSTER_HOST.name(), address);
    variables.setProperty(Settings.CLUSTER_NAME.name(), settings.get(Settings.CLUSTER_NAME));
    Optional<Path> file = settings.find(Settings.CLUSTER_CONFIG);
    try (InputStream in =
        file.isPresent()
            ? Files.newInputStream(file.get())
            : Cluster.class.getResourceAsStream(BUILT_IN)) {
      if (in == null) {
        throw new IllegalStateException(BUILT_IN + " is not on the class path");
      }
      return new XmlConfigBuilder(in).setProperties(variables).build();
    } catch (IOException | InvalidConfigurationException e) {
      throw StartFault.badSetting(
          "%s: %s (expected: a Hazelcast file; %s)"
              .formatted(
                  Settings.CLUSTER_CONFIG.name(),
                  file.map(Object::toString).orElse(BUILT_IN),
                  String.valueOf(e.getMessage()).lines().findFirst().orElse("")));
    }
  }
}
