package io.tavolo.engine.simulation.check;

import io.tavolo.engine.lane.Request;
import io.tavolo.engine.reservation.Decision;
import io.tavolo.engine.reservation.Refusal;
import io.tavolo.engine.reservation.RestaurantState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import org.agrona.collections.LongArrayList;

/**
 * Something an answer says, that was so at some version of its restaurant within a window, or never
 * was. Most is so at the newest version when it is said; for the rest one more replay at the end
 * looks at every version once.
 */
final class Doubt {
  /** What the answer says of a version. */
  @FunctionalInterface
  interface Claim {
    /** Whether it is so, when decided at that time, in milliseconds since the epoch. */
    boolean holds(RestaurantState state, int version, long nowMs);
  }

  private static final Walls NO_TIME = new Walls();

  /** Letter of the invariant that is broken when it never was so. */
  private final char letter;

  private final Call call;
  private final int from;
  private final int to;
  private final long lowestMs;
  private final long highestMs;
  private final Claim claim;
  private final Supplier<String> said;

  private Doubt(
      char letter, Call call, int from, int to, Walls walls, Claim claim, Supplier<String> said) {
    this.letter = letter;
    this.call = call;
    this.from = from;
    this.to = to;
    lowestMs = walls.lowestMs;
    highestMs = walls.highestMs;
    this.claim = claim;
    this.said = said;
  }

  /** Said now, about a version from the call's beginning to {@code to}. */
  static void settle(
      char letter, Call call, int to, Walls walls, Claim claim, Supplier<String> said) {
    new Doubt(letter, call, call.since, to, walls, claim, said).settleOrKeep();
  }

  /** Said now, about that very version, at whatever time. */
  static void settleAt(char letter, Call call, int version, Claim claim, Supplier<String> said) {
    new Doubt(letter, call, version, version, NO_TIME, claim, said).settleOrKeep();
  }

  private void settleOrKeep() {
    Ledger ledger = call.ledger;
    boolean newest = ledger.version() == to;
    if (newest && holdsAt(ledger.live, to)) {
      return;
    }
    if (from >= to && newest) {
      throw violation(ledger.live, to);
    }
    ledger.doubts.add(this);
  }

  private boolean holdsAt(RestaurantState state, int version) {
    long low = Math.max(lowestMs, call.ledger.atMs(version));
    long high = Math.max(highestMs, low);
    if (claim.holds(state, version, low) || (high > low && claim.holds(state, version, high))) {
      return true;
    }
    if (high > low && call.request instanceof Request.Submit submit) {
      LongArrayList points = Rules.turningPoints(state, submit.command());
      for (int i = 0; i < points.size(); i++) {
        long point = points.getLong(i);
        if ((low < point && point < high && claim.holds(state, version, point))
            || (low < point - 1 && point - 1 < high && claim.holds(state, version, point - 1))) {
          return true;
        }
      }
    }
    return false;
  }

  /** What cannot be, and what the rules say instead at the last version it could have been. */
  private Violation violation(RestaurantState state, int version) {
    return new Violation(
        letter,
        "%s was told %s, so at no version from %d to %d of the restaurant%s"
            .formatted(Words.of(call), said.get(), from, version, instead(state, version)));
  }

  private String instead(RestaurantState state, int version) {
    if (!(call.request instanceof Request.Submit submit)) {
      return "";
    }
    long low = Math.max(lowestMs, call.ledger.atMs(version));
    Decision decision = Rules.decide(call.ledger, state, version, submit, low);
    boolean slot = decision instanceof Refusal refusal && refusal.isSlotUnavailable();
    return " (expected there: %s%s)"
        .formatted(
            Words.of(decision),
            slot ? Words.of(OtherTimes.offered(state, submit.command(), low)) : "");
  }

  /** Settles all that a restaurant is in doubt of, in one replay. */
  static void settleAll(Ledger ledger) {
    if (ledger.doubts.isEmpty()) {
      return;
    }
    List<Doubt> waiting = new ArrayList<>(ledger.doubts);
    waiting.sort(Comparator.comparingInt((Doubt d) -> d.from).thenComparingInt(d -> d.call.number));
    List<Doubt> open = new ArrayList<>();
    RestaurantState state = ledger.atFirst();
    int next = 0;
    for (int version = 0; next < waiting.size() || !open.isEmpty(); version++) {
      if (version > 0) {
        state.evolve(ledger.version(version).event());
      }
      for (; next < waiting.size() && waiting.get(next).from == version; next++) {
        open.add(waiting.get(next));
      }
      for (Iterator<Doubt> i = open.iterator(); i.hasNext(); ) {
        Doubt doubt = i.next();
        if (doubt.holdsAt(state, version)) {
          i.remove();
        } else if (version == doubt.to) {
          throw doubt.violation(state, version);
        }
      }
    }
  }
}
