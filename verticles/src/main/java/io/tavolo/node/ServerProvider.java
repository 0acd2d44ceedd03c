package io.tavolo.node;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Starts one of the servers that a node needs, when no address of it was given.
 *
 * <p>Found by {@link java.util.ServiceLoader}. The production artifact carries no provider: there
 * an address that is not set is an error.
 */
public interface ServerProvider {

  /** The servers that a node talks to. */
  enum Server {
    POSTGRES,
    KAFKA,
    REDIS;

    /** The name in messages and of the folder below the data directory. */
    public String label() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /** Which server this provider starts. */
  Server server();

  /**
   * Starts the server and returns when it takes connections; blocks, up to minutes after a crash.
   *
   * @param dir the server's own folder, made when missing; data found there is used
   * @throws IOException when it does not start; the message is one line, fit for the person at the
   *     terminal
   */
  Running start(Path dir) throws IOException;

  /** A server that takes connections. All methods may be called from any thread. */
  interface Running extends AutoCloseable {

    /** The value for the setting that names this server, a secret part included: never print it. */
    String address();

    /** Host and port, without anything secret. */
    String place();

    /** Stops the server in order and waits until it is gone; a second call does nothing. */
    @Override
    void close();
  }
}
