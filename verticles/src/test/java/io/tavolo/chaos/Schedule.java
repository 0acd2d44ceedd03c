package io.tavolo.chaos;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Which faults come when, drawn from a seed. Each kind comes once before any comes again; now and
 * then two overlap. The same seed and kinds give the same steps. One thread.
 */
final class Schedule {
  private static final int ONE_IN_SO_MANY_OVERLAPS = 4;
  private static final int LEAST_HOLD_MS = 1_500;
  private static final int MOST_HOLD_MS = 5_000;
  private static final int LEAST_QUIET_MS = 500;
  private static final int MOST_QUIET_MS = 2_000;

  /**
   * One or two faults, begun one after the other and healed together.
   *
   * @param strikes at least one
   * @param holdMs from the beginning of the last to the healing
   * @param quietMs without any fault, afterwards
   */
  record Step(List<Strike> strikes, int holdMs, int quietMs) {}

  /**
   * One fault.
   *
   * @param random what its details are drawn from
   */
  record Strike(Fault fault, long random) {}

  private final SplittableRandom random;
  private final List<Fault> kinds;
  private final Deque<Fault> bag = new ArrayDeque<>();

  Schedule(long seed, Collection<Fault> kinds) {
    random = new SplittableRandom(seed);
    this.kinds = List.copyOf(kinds);
  }

  Step next() {
    Fault fault = draw();
    List<Strike> strikes = new ArrayList<>();
    List<Fault> beside = kinds.stream().filter(other -> other.mayBeBeside(fault)).toList();
    if (!beside.isEmpty() && random.nextInt(ONE_IN_SO_MANY_OVERLAPS) == 0) {
      strikes.add(new Strike(beside.get(random.nextInt(beside.size())), random.nextLong()));
    }
    strikes.add(new Strike(fault, random.nextLong()));
    return new Step(
        strikes,
        random.nextInt(LEAST_HOLD_MS, MOST_HOLD_MS),
        random.nextInt(LEAST_QUIET_MS, MOST_QUIET_MS));
  }

  private Fault draw() {
    if (bag.isEmpty()) {
      List<Fault> rest = new ArrayList<>(kinds);
      while (!rest.isEmpty()) {
        bag.add(rest.remove(random.nextInt(rest.size())));
      }
    }
    return bag.remove();
  }
}
