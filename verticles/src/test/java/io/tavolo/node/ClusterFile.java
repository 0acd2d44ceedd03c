package io.tavolo.node;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Collectors;

/** The cluster as it comes, but on free ports: other clusters may be on this machine. */
final class ClusterFile {
  private ClusterFile() {}

  /** A file for the node at a port of loopback, one of those of its cluster. */
  static Path onPorts(Path dir, int port, int... members) throws IOException {
    String config;
    try (InputStream in = Cluster.class.getResourceAsStream("hazelcast.xml")) {
      config = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
    String all =
        Arrays.stream(members)
            .mapToObj("<member>127.0.0.1:%d</member>"::formatted)
            .collect(Collectors.joining());
    String own =
        config
            .replaceFirst(
                "<port [^>]*>\\d+</port>", "<port auto-increment=\"false\">" + port + "</port>")
            .replaceFirst("<member>[^<]*</member>", all);
    return Files.writeString(dir.resolve("hazelcast-" + port + ".xml"), own);
  }
}
