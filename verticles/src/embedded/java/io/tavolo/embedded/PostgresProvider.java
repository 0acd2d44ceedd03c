package io.tavolo.embedded;

import io.tavolo.node.ServerProvider;
import java.io.IOException;
import java.nio.file.Path;

/** Starts a {@link LocalPostgres} for a node that was given no address of one. */
public final class PostgresProvider implements ServerProvider {
  @Override
  public Server server() {
    return Server.POSTGRES;
  }

  @Override
  public Running start(Path dir) throws IOException {
    return LocalPostgres.start(dir);
  }
}
