package io.tavolo.node;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** The cluster as it comes, but on free ports: other clusters may be on this machine. */
final class ClusterFile {
  private ClusterFile() {}

  /** A file for the node at the first of two ports of loopback. */
  static Path onPorts(Path dir, int port, int otherPort) throws IOException {
    String config;
    try (InputStream in = Cluster.class.getResourceAsStream("hazelcast.xml")) {
      config = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
    String own =
        config
            .replaceFirst(
                "<port [^>]*>\\d+</port>", "<port auto-increment=\"false\">" + port + "</port>")
            .replaceFirst(
                "<member>[^<]*</member>",
                "<member>127.0.0.1:%d</member><member>127.0.0.1:%d</member>"
                    .formatted(port, otherPort));
    return Files.writeString(dir.resolve("hazelcast-" + port + ".xml"), own);
  }
}
