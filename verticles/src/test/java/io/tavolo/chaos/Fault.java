package io.tavolo.chaos;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What can be done to the nodes and the servers around them. */
enum Fault {
  KILL("kill -9 of a node"),
  KILL_TWO("kill -9 of two nodes at once"),
  PAUSE("a node stands still, past its lease"),
  ROLL("all nodes restarted in order, one after the other"),
  POSTGRES_CRASH("Postgres killed and restarted"),
  RESET_AFTER("connections reset after a commit, before its answer"),
  RESET_BEFORE("connections reset before a batch arrives"),
  STALL_SHORT("Postgres stands still, for less than the lease"),
  STALL_LONG("Postgres stands still, past the lease"),
  KAFKA("Kafka stopped and restarted"),
  REDIS("Redis stopped and restarted"),
  CUT_ONE("a node cut off from the others"),
  CUT_ALL("all nodes cut off from each other"),
  PART("a node cut off from Postgres and the clients"),
  CLOCK_SMALL("a node's clock jumps, by less than is tolerated"),
  CLOCK_LARGE("a node's clock jumps, by more than is tolerated");

  private static final List<Fault> NETWORK = List.of(CUT_ONE, CUT_ALL, PART);
  private static final List<Fault> CLOCK = List.of(CLOCK_SMALL, CLOCK_LARGE);

  /** What bookings do not need: it may be away while something else happens. */
  private static final List<Fault> BESIDE = List.of(KAFKA, REDIS, CLOCK_SMALL);

  private final String meaning;

  Fault(String meaning) {
    this.meaning = meaning;
  }

  String meaning() {
    return meaning;
  }

  /** As options and tables have it. */
  String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  boolean isOfNetwork() {
    return NETWORK.contains(this);
  }

  boolean isOfClock() {
    return CLOCK.contains(this);
  }

  boolean mayBeBeside(Fault other) {
    return BESIDE.contains(this)
        && this != other
        && !(isOfClock() && (other.isOfClock() || other == ROLL));
  }

  /**
   * The fault with the label.
   *
   * @throws IllegalArgumentException when there is none
   */
  static Fault of(String label) {
    return Arrays.stream(values())
        .filter(fault -> fault.label().equals(label))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(label + ": unknown fault (see --help for the list)"));
  }
}
