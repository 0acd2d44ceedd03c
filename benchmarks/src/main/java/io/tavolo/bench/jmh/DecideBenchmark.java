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

/** What one decision costs a lane. A refusal should allocate nothing. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class DecideBenchmark {
  private static final int TABLES = 40;
  private static final int DINNER = 20;

  private final House house = new House(TABLES);
  private final Command free = house.book(4, House.EMPTY, DINNER);
  private final Command taken = house.book(4, House.BOOKED, DINNER);

  /** A house that is full on one evening; fails when it would not measure what it says. */
  public DecideBenchmark() {
    house.fill(DINNER, TABLES);
    if (!(hit() instanceof Event) || refusal() != Refusal.NO_TABLE) {
      throw new IllegalStateException(hit() + ", " + refusal());
    }
  }

  /** A booking on an evening with free tables. */
  @Benchmark
  public Decision hit() {
    return Decider.decide(house.state(), free, House.NOW_MS);
  }

  /** A booking for which every table is taken. */
  @Benchmark
  public Decision refusal() {
    return Decider.decide(house.state(), taken, House.NOW_MS);
  }
}
