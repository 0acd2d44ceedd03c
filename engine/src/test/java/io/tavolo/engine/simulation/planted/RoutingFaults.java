package io.tavolo.engine.simulation.planted;

import java.util.List;

/** Mistakes on the way to the owner and back. */
final class RoutingFaults {
  private static final String ASKING = "routing/Asking.java";

  private RoutingFaults() {}

  static List<PlantedFault> all() {
    return List.of(
        new PlantedFault(
            "say that nothing happened to what was given back",
            ASKING,
            "return !givenBack;",
            "return true;",
            "\"nothing happened\" of what did",
            100),
        new PlantedFault(
            "take a message that comes again",
            "routing/Receiving.java",
            "if (!seen.isFirst(envelope.sender(), envelope.number())) {",
            "if (false) {",
            "who was refused may be booked by the second",
            300),
        new PlantedFault(
            "say that nothing happened when it is late",
            ASKING,
            "public void late() { if (!over) { end(new Reply.Unavailable(Reply.Reason.UNKNOWN_OUTCOME));",
            "public void late() { if (!over) { end(new Reply.Unavailable(Reply.Reason.DEADLINE));",
            "\"nothing happened\" of what may yet",
            100),
        new PlantedFault(
            "silence means that nobody had it",
            ASKING,
            "public void unanswered(int ofAttempt, long nowMs) { if (settles(ofAttempt)) { givenBack = true;",
            "public void unanswered(int ofAttempt, long nowMs) { if (settles(ofAttempt)) {",
            "\"nothing happened\" of what did",
            100),
        new PlantedFault(
            "let a caller wait who is late",
            ASKING,
            "public void late() { if (!over) {",
            "public void late() { if (false) {",
            "accepted work does not meet its deadline",
            100));
  }
}
