package io.tavolo.chaos;

import io.tavolo.chaos.check.Answer;
import io.tavolo.chaos.check.Attempt;
import io.tavolo.chaos.check.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** All calls of all clients, with the clock that their times are on. Any thread. */
final class History {
  private final long beganNanos = System.nanoTime();
  private final List<Call> calls = new ArrayList<>();

  /** Nanoseconds since the run began. */
  long nowNs() {
    return System.nanoTime() - beganNanos;
  }

  synchronized void add(Call call) {
    calls.add(call);
  }

  synchronized List<Call> calls() {
    return List.copyOf(calls);
  }

  /**
   * The longest that a client waited for its definite answer, of the calls that overlap the time,
   * in milliseconds.
   */
  synchronized long longestPauseMs(long fromNs, long toNs) {
    long longest = 0;
    for (Call call : calls) {
      long sent = call.attempts().get(0).sentNs();
      long ended = call.last().endedNs();
      if (sent <= toNs && ended >= fromNs) {
        longest = Math.max(longest, (ended - sent) / 1_000_000);
      }
    }
    return longest;
  }

  /** How many attempts were answered in which way. */
  synchronized Map<String, Integer> attemptsByAnswer() {
    Map<String, Integer> counts = new TreeMap<>();
    for (Call call : calls) {
      for (Attempt attempt : call.attempts()) {
        counts.merge(kind(attempt.answer()), 1, Integer::sum);
      }
    }
    return counts;
  }

  private static String kind(Answer answer) {
    if (answer instanceof Answer.Refused refused) {
      return "refused, " + refused.reason();
    }
    if (answer instanceof Answer.Nothing nothing) {
      return "nothing done, " + nothing.why();
    }
    if (answer instanceof Answer.Unknown unknown) {
      return "unknown, " + unknown.why();
    }
    return answer instanceof Answer.Surprise ? "a surprise" : "success";
  }
}
