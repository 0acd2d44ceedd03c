package io.tavolo.engine.simulation.planted;

import java.util.List;

/** Mistakes in the statements, planted into what the model says that they mean. */
final class PostgresFaults {
  private static final String WRITING = "simulation/postgres/Writing.java";
  private static final String TAKING = "simulation/postgres/Taking.java";
  private static final String NODE_CHANGE = "simulation/postgres/NodeChange.java";
  private static final String READS = "simulation/postgres/Reads.java";
  private static final String PASSED =
      "want.epoch() == head.epoch() && want.previousSeq() == head.lastSeq()";

  private PostgresFaults() {}

  static List<PlantedFault> batch() {
    return List.of(
        new PlantedFault("skip the fence", WRITING, PASSED, "true", "who is out still writes", 100),
        new PlantedFault(
            "skip the epoch",
            WRITING,
            PASSED,
            "want.previousSeq() == head.lastSeq()",
            "who is out still writes, as long as nobody else has",
            100),
        new PlantedFault(
            "compare with the snapshot's row",
            WRITING,
            PASSED,
            "want.epoch() == heads.seen(i).epoch() && want.previousSeq() == heads.seen(i).lastSeq()",
            "a batch that waited for a taker lands after it",
            500));
  }

  static List<PlantedFault> taking() {
    return List.of(
        new PlantedFault(
                "load inside the taking statement",
                TAKING,
                "this.taker = take.node();",
                """
            this.taker = take.node();
            for (long restaurant : postgres.restaurants()) {
              early.put(
                  restaurant,
                  new ArrayList<>(postgres.tables.house(restaurant).standing.values()));
            }
            """,
                "its snapshot is older than the batch that it waited for",
                200)
            .and(
                TAKING,
                "private @Nullable RowLocks<Node> leases;",
                """
                private @Nullable RowLocks<Node> leases;
                private final TreeMap<Long, List<io.tavolo.engine.reservation.Reservation>> early =
                    new TreeMap<>();
                """)
            .and(
                TAKING,
                "taken.add(new Result.Shard(head.shard(), epoch, lastSeq));",
                """
                taken.add(new Result.Shard(head.shard(), epoch, lastSeq));
                early.forEach(
                    (restaurant, rows) -> {
                      if (postgres.tables.house(restaurant).shard == head.shard()) {
                        postgres.reads.early.put(restaurant, rows);
                      }
                    });
                """)
            .and(
                READS,
                "Reads(Postgres postgres) {",
                """
                final java.util.TreeMap<Long, List<Reservation>> early = new java.util.TreeMap<>();

                Reads(Postgres postgres) {
                """)
            .and(
                READS,
                "for (Reservation row : postgres.tables.house(read.restaurant()).standing.values()) {",
                """
                List<Reservation> before = early.remove(read.restaurant());
                for (Reservation row : before != null
                    ? before
                    : postgres.tables.house(read.restaurant()).standing.values()) {
                """)
            .and(
                "simulation/postgres/Postgres.java",
                "private final Reads reads = new Reads(this);",
                "final Reads reads = new Reads(this);"),
        new PlantedFault(
                "steal back",
                TAKING,
                "isFree(seen.owner(), locked)",
                "true",
                "two owners, each in good faith",
                100)
            .and(
                "ownership/Ownership.java",
                "plan.leave().forEach(handoff -> leave(handoff.shard(), handoff.successor()));",
                """
                plan.leave().forEach(handoff -> leave(handoff.shard(), handoff.successor()));
                for (Head head : heads) {
                  int shard = head.shard();
                  if (once[shard] && !isHeld(shard) && self.equals(placement.nodeOf(shard))) {
                    plan.take().remove((Integer) shard);
                    plan.take().add(shard);
                  }
                }
                """)
            .and(
                "ownership/Ownership.java",
                "private void hold(Taken taken) {",
                """
                private final boolean[] once = new boolean[1_024];

                private void hold(Taken taken) {
                  once[taken.shard()] = true;
                """),
        new PlantedFault(
                "take from the living",
                TAKING,
                "isFree(seen.owner(), locked)",
                "true",
                "two owners, each in good faith",
                100)
            .and("ownership/Reconciler.java", "|| !head.ownerAlive()", "|| true"),
        new PlantedFault(
            "keep the epoch when taking",
            TAKING,
            "long epoch = head.epoch() + 1;",
            "long epoch = Math.max(1, head.epoch());",
            "the batch of before still passes the fence",
            100));
  }

  static List<PlantedFault> leases() {
    return List.of(
        new PlantedFault(
                "renew a lapsed lease",
                NODE_CHANGE,
                "boolean runs = node.leaseUntilMs() > postgres.nowMs();",
                "boolean runs = true;",
                "whose shards were taken goes on answering",
                100)
            .and(
                "ownership/LeaseKeeping.java",
                "if (held && !lease.isValid(nowMs)) { lose(\"no renewal was answered in time\"); }",
                "")
            .and(
                "ownership/LeaseKeeping.java",
                "if (held && lease.isValid(nowMs)) { lease.granted(sentMs);",
                "if (held) { lease.granted(sentMs);"));
  }

  static List<PlantedFault> outside() {
    return List.of(
        new PlantedFault(
            "a lost connection is a refusal",
            "simulation/JournalLink.java",
            "ended.failed(Failure.UNKNOWN);",
            "ended.failed(Failure.REFUSED);",
            "\"nothing happened\" of what did",
            100),
        new PlantedFault(
            "the cache takes what is older",
            "simulation/outside/Cache.java",
            "if (found != null && found.isNewerThan(day)) {",
            "if (false) {",
            "readers are shown a day, and then an older one",
            100));
  }
}
