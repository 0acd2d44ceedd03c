package io.tavolo.chaos.check;

/** Calls as people read them. */
final class Words {
  private static final double NS_PER_S = 1e9;

  private Words() {}

  /** The call with its attempts, times in seconds since the run began. */
  static String of(Call call) {
    StringBuilder text = new StringBuilder();
    text.append("client ").append(call.client()).append(' ').append(call.op());
    if (call.reservation() != 0) {
      text.append(" of ").append(Long.toHexString(call.reservation()));
    }
    if (call.startTick() != 0) {
      text.append(" for %d at tick %d".formatted(call.partySize(), call.startTick()));
    }
    for (Attempt attempt : call.attempts()) {
      text.append(
          "; node %d, %.3f to %.3f s: %s"
              .formatted(
                  attempt.node(),
                  attempt.sentNs() / NS_PER_S,
                  attempt.endedNs() / NS_PER_S,
                  attempt.answer()));
    }
    return text.toString();
  }
}
