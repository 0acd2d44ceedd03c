package io.tavolo.embedded;

import io.tavolo.node.ServerProvider;
import java.io.IOException;
import java.nio.file.Path;

/** Starts a {@link LocalRedis} for a node that was given no address of one. */
public final class RedisProvider implements ServerProvider {
  @Override
  public Server server() {
    return Server.REDIS;
  }

  @Override
  public Running start(Path dir) throws IOException {
    return LocalRedis.start(dir);
  }
}
