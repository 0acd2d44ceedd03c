package io.tavolo.bench.jmh;

import io.tavolo.engine.reservation.Command;
import io.tavolo.engine.reservation.Decider;
import io.tavolo.engine.reservation.Decision;
import io.tavolo.engine.reservation.Event;
import io.tavolo.engine.reservation.Refusal;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What one decision costs a lane, in a house with joined tables, scoped turn times and pacing. A
 * refusal should allocate nothing.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class DecideBenchmark {
  private static final int TABLES = 40;
  private static final int DINNER = 20;

  private static final int COMMANDS = 32;

  private final House house = new House(TABLES);
  private final Command[] free = new Command[COMMANDS];
  private final Command[] taken = new Command[COMMANDS];
  private int next;

  /** A house that is full on one evening; fails when it would not measure what it says. */
  public DecideBenchmark() {
    // Parties and quarters of an hour in turn, so that nothing is remembered from call to call.
    for (int n = 0; n < COMMANDS; n++) {
      int party = 1 + n % 8;
      int minute = 15 * (n % 3);
      free[n] = house.book(party, House.EMPTY.plusDays(2 + n % 7), DINNER, minute);
      taken[n] = house.book(party, House.BOOKED, DINNER, minute);
    }
    house.fill(DINNER, TABLES);
    for (int n = 0; n < COMMANDS; n++) {
      if (!(hit() instanceof Event) || refusal() != Refusal.NO_TABLE) {
        throw new IllegalStateException(n + ": " + hit() + ", " + refusal());
      }
    }
  }

  /** A booking on an evening with free tables. */
  @Benchmark
  public Decision hit() {
    return Decider.decide(house.state(), free[next++ & COMMANDS - 1], House.NOW_MS);
  }

  /** A booking for which every table is taken, joined ones too. */
  @Benchmark
  public Decision refusal() {
    return Decider.decide(house.state(), taken[next++ & COMMANDS - 1], House.NOW_MS);
  }
}
