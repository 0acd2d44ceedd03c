package io.tavolo.bench.peer;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What Tavolo is measured against; each is described where it lives, see the package. */
public enum Peer {
  FOR_UPDATE("for-update", 16),
  SINGLE_STATEMENT("single-statement", 16),
  ECHO("echo", 16),
  PEKKO("pekko", 8);

  private final String title;
  private final int connections;

  Peer(String title, int connections) {
    this.title = title;
    this.connections = connections;
  }

  /** The peer called that. */
  public static Optional<Peer> called(String title) {
    return Stream.of(values()).filter(peer -> peer.title.equals(title)).findFirst();
  }

  /** As the command line and the table have it. */
  public String title() {
    return title;
  }

  /** To its database, unless told otherwise; its own text says why. */
  public int connections() {
    return connections;
  }

  /** What its JVM must be told besides what all are told. */
  public List<String> jvmOptions() {
    // Agrona 2 asks for it once remoting uses it.
    return this == PEKKO
        ? List.of("--add-exports", "java.base/jdk.internal.misc=ALL-UNNAMED")
        : List.of();
  }
}
