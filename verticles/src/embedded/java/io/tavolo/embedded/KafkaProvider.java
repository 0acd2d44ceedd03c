package io.tavolo.embedded;

import io.tavolo.node.ServerProvider;
import java.io.IOException;
import java.nio.file.Path;

/** Starts a {@link LocalKafka} for a node that was given no address of one. */
public final class KafkaProvider implements ServerProvider {
  @Override
  public Server server() {
    return Server.KAFKA;
  }

  @Override
  public Running start(Path dir) throws IOException {
    return LocalKafka.start(dir);
  }
}
