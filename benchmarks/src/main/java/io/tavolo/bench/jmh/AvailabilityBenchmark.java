package io.tavolo.bench.jmh;

import io.tavolo.engine.availability.DaySnapshot;
import io.tavolo.engine.inventory.Inventory;
import io.tavolo.engine.reservation.Floor;
import io.tavolo.engine.restaurant.Channel;
import io.tavolo.engine.time.ServiceDay;
import io.tavolo.engine.time.Ticks;
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

/** What it costs to say when a party can come, on a date with half of the dinner tables booked. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class AvailabilityBenchmark {
  private static final int TABLES = 100;
  private static final int DINNER = 20;
  private static final int PARTY = 4;
  private static final int VISIT_TICKS = Ticks.ofMinutes(120);

  private final Floor floor;
  private boolean busy;
  private final int firstTick;
  private final int epochDay = Math.toIntExact(House.BOOKED.toEpochDay());
  private final long[] starts = new long[(Ticks.PER_DAY + Long.SIZE - 1) / Long.SIZE];

  /** A house with such a date. */
  public AvailabilityBenchmark() {
    House house = new House(TABLES);
    house.fill(DINNER, TABLES / 2);
    floor = house.floor();
    ServiceDay day = floor.calendar().day(epochDay);
    firstTick = day.at(0);
  }

  /** Where one party size can start within a day, straight from the inventory. */
  @Benchmark
  public long[] starts() {
    // Something changes in between, as it does in a busy house: nothing may be remembered.
    if (busy) {
      floor.inventory().vacate(0, firstTick, firstTick + 1);
    } else {
      floor.inventory().occupy(0, firstTick, firstTick + 1);
    }
    busy = !busy;
    floor
        .inventory()
        .starts(PARTY, Inventory.ANY_AREA, Channel.ONLINE, VISIT_TICKS, firstTick, starts);
    return starts;
  }

  /** The whole date for all party sizes, as it is cached and answered from. */
  @Benchmark
  public DaySnapshot day() {
    return DaySnapshot.of(floor, epochDay, 1, 1);
  }
}
