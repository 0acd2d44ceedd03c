package io.tavolo.engine.simulation.planted;

import java.util.List;

/** Mistakes in the lane: what is decided, what is held back, what is known after a failure. */
final class LaneFaults {
  private static final String LANE = "lane/Lane.java";
  private static final String BATCHING = "lane/Batching.java";
  private static final String DECIDING = "lane/Deciding.java";

  private LaneFaults() {}

  static List<PlantedFault> answers() {
    return List.of(
        new PlantedFault(
            "reply before commit",
            LANE,
            "restsOn.hold(submission, reply, wrote);",
            "answer(submission, reply);",
            "a 2xx of what may never be stored",
            100),
        new PlantedFault(
            "answer refusals at once",
            LANE,
            "if (restsOn == null) {",
            "if (restsOn == null || !wrote) {",
            "\"sold out\" because of a booking that never committed",
            100),
        new PlantedFault(
            "rest on the batch that gathers only",
            BATCHING,
            "return resident.lastBatch == gathering.number() ? gathering : inFlight;",
            "return resident.lastBatch == gathering.number() ? gathering : null;",
            "answers leave that rest on the batch under way",
            100),
        new PlantedFault(
                "alternatives of what was decided later",
                LANE,
                """
            deciding.withAlternatives(
                resident,
                slot,
                submission.request(),
                deciding.decide(slot, resident, submission.request(), gathering));
            """,
                "deciding.decide(slot, resident, submission.request(), gathering);",
                "times are offered that rest on what never committed",
                100)
            .and(
                LANE,
                "unknown ? new Reply.Unavailable(Reply.Reason.UNKNOWN_OUTCOME) : reply);",
                "unknown ? new Reply.Unavailable(Reply.Reason.UNKNOWN_OUTCOME) : late(submission, reply));")
            .and(
                LANE,
                "private void acceptAgain(List<Submission> waiting) {",
                """
                private Reply late(Submission submission, Reply reply) {
                  ShardSlot slot = slots.get(submission.shard());
                  Resident resident = residents.get(submission.request().restaurant());
                  return slot == null || resident == null || resident.loading
                      ? reply
                      : deciding.withAlternatives(resident, slot, submission.request(), reply);
                }

                private void acceptAgain(List<Submission> waiting) {
                """),
        new PlantedFault(
            "ignore the lease when answering",
            LANE,
            "slot == null || slot.leaving || clock.monotonicMs() >= leaseUntilMs",
            "slot == null || slot.leaving",
            "memory is asked when another node may already decide",
            200),
        new PlantedFault(
            "take what the fence refused for committed",
            LANE,
            "return result != null && result.passed();",
            "return result != null;",
            "a 2xx of what was shut out",
            300),
        new PlantedFault(
            "forget that it may have landed",
            LANE,
            "submission.mayHaveLanded() && reply instanceof Reply.Unavailable",
            "false",
            "\"nothing happened\" of what did",
            300),
        new PlantedFault(
                "an unknown outcome is a refusal",
                LANE,
                "} else if (failure == Failure.REFUSED) {",
                "} else if (failure != Failure.DATA) {",
                "\"nothing happened\" of what did",
                100)
            .and(
                LANE,
                "failure == Failure.REFUSED ? List.of()",
                "failure != Failure.DATA ? List.of()"),
        new PlantedFault(
            "let everything queue",
            LANE,
            "if (pending > limits.queued()) {",
            "if (false) {",
            "a queue has no bound",
            100));
  }

  static List<PlantedFault> failures() {
    return List.of(
        new PlantedFault(
            "decide anew without taking again",
            LANE,
            "} else { takeAgain(slot, held); } } /** The batch's",
            "} else { held.forEach(this::accept); } } /** The batch's",
            "what was decided before is taken for committed",
            100),
        new PlantedFault(
            "keep the restaurants when the shard is taken again",
            LANE,
            "slot.waiting.addAll(residents.forget(slot.shard));",
            "",
            "memory has what never committed",
            100),
        new PlantedFault(
            "keep the restaurants of a shard that is lost",
            LANE,
            "homeless.addAll(residents.forget(shard));",
            "",
            "memory is older than the database when the shard comes back",
            100),
        new PlantedFault(
            "forget the sequence that the taking told",
            LANE,
            "slot.decidedSeq = lastSeq;",
            "",
            "the fence refuses the shard for ever",
            100),
        new PlantedFault(
                "forget the expected sequence",
                LANE,
                "(failure == Failure.REFUSED && batching.resendLater(batch))",
                """
                (failure == Failure.REFUSED && batching.resendLater(batch))
                    || (failure == Failure.UNKNOWN
                        && batch.heads().stream().allMatch(h -> h.nextSeq() > h.previousSeq())
                        && batching.resendLater(batch.marked()))
                """,
                "a batch that is sent again, as nobody knows what became of it, lands twice",
                100)
            .and(
                "lane/Gathering.java",
                "void hold(Submission submission, Reply reply, boolean wrote) {",
                """
                Gathering marked() {
                  held.replaceAll(
                      h -> new Held(h.submission().afterUnknownOutcome(), h.reply(), h.wrote()));
                  return this;
                }

                void hold(Submission submission, Reply reply, boolean wrote) {
                """)
            .and(
                "simulation/postgres/Writing.java",
                "want.epoch() == head.epoch() && want.previousSeq() == head.lastSeq()",
                "want.epoch() == head.epoch()"),
        new PlantedFault(
            "go on after a batch that was given up",
            LANE,
            "decideAnew(head, again);",
            "if (failure != Failure.REFUSED) { decideAnew(head, again); }",
            "memory has what never committed",
            100),
        new PlantedFault(
            "a poison row spoils its batch",
            LANE,
            "boolean alone = failure == Failure.DATA && batch.commands() == 1;",
            "boolean alone = failure == Failure.DATA;",
            "commands are refused for another's data",
            100));
  }

  static List<PlantedFault> memory() {
    return List.of(
        new PlantedFault(
            "load no keys",
            "lane/Resident.java",
            "if (keys.find(row.key()) == Keys.ABSENT) {",
            "if (false) {",
            "a retry at another owner books twice",
            100),
        new PlantedFault(
            "load no external ids",
            "lane/Resident.java",
            "externals.put(external.externalId(), external.reservation());",
            "",
            "a file that is sent again books twice",
            100),
        new PlantedFault(
            "load no deadlines",
            LANE,
            "effects.loadDeadlines(shard, Long.MIN_VALUE);",
            "",
            "holds of before stand for ever",
            100),
        new PlantedFault(
            "evict what is not committed",
            "lane/Residents.java",
            "if (r.isIdle() && settled.test(r)) {",
            "if (r.isIdle()) {",
            "what is loaded anew does not have it yet",
            100),
        new PlantedFault(
            "drop the key",
            DECIDING,
            "batch.add( new Batch.KeyRow(slot.shard, resident.restaurant, key, outcome, reservation, nowMs));",
            "",
            "a retry at another owner books twice",
            100),
        new PlantedFault(
            "keep no refusals",
            DECIDING,
            "if (refusal.isKept()) {",
            "if (false) {",
            "a retry of what was refused books",
            100),
        new PlantedFault(
            "a key stands for any payload",
            DECIDING,
            "keys.payloadHash(entry) == submit.key().payloadHash()",
            "true",
            "a reused key gets another request's answer",
            100),
        new PlantedFault(
            "answer a day from before the last change",
            DECIDING,
            "resident.forgetDay();",
            "",
            "availability that was over when it was asked for",
            100),
        new PlantedFault(
            "write a reservation as it was first",
            "lane/Gathering.java",
            "reservations.put( new RowId(restaurant, after.id()), new ReservationRow(shard, seq, restaurant, after));",
            "reservations.putIfAbsent(new RowId(restaurant, after.id()), new ReservationRow(shard, seq, restaurant, after));",
            "the row is older than the journal",
            100));
  }

  static List<PlantedFault> time() {
    return List.of(
        new PlantedFault(
            "time falls with the wall clock",
            DECIDING,
            "return Math.max(clock.wallMs(), slot.lastEventMs);",
            "return clock.wallMs();",
            "a history whose times fall",
            100),
        new PlantedFault(
            "time begins anew with an owner",
            LANE,
            "slot.lastEventMs = Math.max(slot.lastEventMs, loaded.lastEventMs());",
            "",
            "a history whose times fall",
            100),
        new PlantedFault(
            "expire by the wrong clock",
            LANE,
            "deadlines.takeDue(wallMs)",
            "deadlines.takeDue(nowMs)",
            "holds stand for ever, or end early",
            100));
  }
}
