package io.tavolo.bench.jmh;

import io.tavolo.engine.reservation.Command;
import io.tavolo.engine.reservation.Event;
import io.tavolo.engine.reservation.RestaurantState;
import java.util.ArrayList;
import java.util.List;
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
 * What it costs to apply one event to a restaurant in memory: as many bookings as cancellations, of
 * parties that come and go in waves.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class EvolveBenchmark {
  private static final int TABLES = 40;
  private static final int DINNER = 20;
  private static final int WAVE = 128;

  /** More reservations than a house remembers of those that have ended: each comes as a new one. */
  private static final int WAVES = 2 * RestaurantState.ENDED_KEPT / WAVE;

  private final House house = new House(TABLES);
  private final List<Event> events = new ArrayList<>();
  private int next;

  /** What such waves leave in a journal; at its end the house is as empty as before. */
  public EvolveBenchmark() {
    for (int wave = 0; wave < WAVES; wave++) {
      List<Event.OfReservation> booked = new ArrayList<>();
      for (int n = 0; n < WAVE; n++) {
        booked.add(
            house.accept(house.book(1 + n % 8, House.EMPTY.plusDays(n % 7), DINNER, 15 * (n % 3))));
      }
      events.addAll(booked);
      for (Event.OfReservation each : booked) {
        events.add(house.accept(new Command.Cancel(each.after().id(), 0, false)));
      }
    }
    if (!house.state().standing().isEmpty()) {
      throw new IllegalStateException("still there: " + house.state().standing());
    }
  }

  /** The next of them. */
  @Benchmark
  public RestaurantState event() {
    house.state().evolve(events.get(next));
    next = (next + 1) % events.size();
    return house.state();
  }
}
