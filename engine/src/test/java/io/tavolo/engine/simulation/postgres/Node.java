package io.tavolo.engine.simulation.postgres;

/**
 * A row of {@code node}.
 *
 * @param leaseUntilMs by the server's clock, milliseconds since the epoch
 */
public record Node(String node, String address, long leaseUntilMs, boolean leaving) {
  Node withLease(long untilMs) {
    return new Node(node, address, untilMs, leaving);
  }

  Node left() {
    return new Node(node, address, leaseUntilMs, true);
  }
}
