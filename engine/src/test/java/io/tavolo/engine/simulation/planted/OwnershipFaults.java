package io.tavolo.engine.simulation.planted;

import java.util.List;

/** Mistakes about who owns a shard, and for how long. */
final class OwnershipFaults {
  private static final String OWNERSHIP = "ownership/Ownership.java";
  private static final String LEASE = "ownership/LeaseKeeping.java";

  private OwnershipFaults() {}

  static List<PlantedFault> lease() {
    return List.of(
        new PlantedFault(
            "count the lease from the answer",
            LEASE,
            "if (held && lease.isValid(nowMs)) { lease.granted(sentMs);",
            "if (held && lease.isValid(nowMs)) { lease.granted(nowMs);",
            "it ends here later than for Postgres",
            100),
        new PlantedFault(
            "count a new lease from the answer",
            LEASE,
            "lease.granted(sentMs); held = lease.isValid(nowMs);",
            "lease.granted(nowMs); held = lease.isValid(nowMs);",
            "it ends here later than for Postgres",
            100),
        new PlantedFault(
            "own with a wrong clock",
            LEASE,
            "clockIsWrong = !Clocks.agree(askedMs, wallMs, theirsMs);",
            "",
            "holds end when nobody meant it",
            200));
  }

  static List<PlantedFault> shards() {
    return List.of(
        new PlantedFault(
            "try to take again only once",
            OWNERSHIP,
            "effects.pause(takeAgainFailures++);",
            "",
            "requests wait for a shard for ever",
            100),
        new PlantedFault(
            "keep to itself what no lane here has",
            OWNERSHIP,
            "plan.release().forEach(this::releaseUnheld);",
            "",
            "nobody can take the shard from the living",
            200));
  }
}
