package io.tavolo.bench.jmh;

import io.tavolo.engine.lane.Batch;
import io.tavolo.engine.lane.CommandKey;
import io.tavolo.engine.lane.Loaded;
import io.tavolo.engine.lane.Outcome;
import io.tavolo.engine.lane.Reply;
import io.tavolo.engine.lane.Request;
import io.tavolo.engine.reservation.Event;
import io.tavolo.engine.reservation.Reservation;
import io.tavolo.engine.reservation.RestaurantState;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What it costs to bring a restaurant into memory, once its rows have been read: for each of its
 * reservations, a thousandth of what there is to do once for the house among it.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class RecoveryBenchmark {
  private static final int RESERVATIONS = 1_000;
  private static final int TABLES = 40;
  private static final int DATES = 40;

  private final Loaded loaded;
  private final MemoryLane lane;
  private final Request question =
      new Request.ReadDay(House.ID, House.NUMBER, (int) House.EMPTY.toEpochDay(), false);

  /** A house with as many reservations, on dates to come; fails when it does not come back. */
  public RecoveryBenchmark() {
    House house = new House(TABLES);
    List<Reservation> reservations = new ArrayList<>();
    List<Batch.KeyRow> keys = new ArrayList<>();
    for (int n = 0; n < RESERVATIONS; n++) {
      int ofDate = n / DATES;
      int hour = ofDate % 16 < 8 ? 13 : 20;
      Event.OfReservation booked =
          house.accept(house.book(1 + ofDate % 8, House.EMPTY.plusDays(n % DATES), hour));
      reservations.add(booked.after());
      CommandKey key = Messages.request(house.book(1, House.EMPTY, hour), n, true).key();
      keys.add(
          new Batch.KeyRow(
              MemoryLane.SHARD,
              House.NUMBER,
              key,
              Outcome.of(booked.kind()),
              booked.after().id(),
              House.NOW_MS));
    }
    loaded = new Loaded(house.definition(), reservations, keys, List.of(), House.NOW_MS);
    lane = new MemoryLane(loaded);
    if (state().standing().size() != RESERVATIONS || !(resident() instanceof Reply.Day)) {
      throw new IllegalStateException("not recovered: " + resident());
    }
  }

  /** The state that decisions are taken on. */
  @Benchmark
  @OperationsPerInvocation(RESERVATIONS)
  public RestaurantState state() {
    RestaurantState state = new RestaurantState();
    state.restore(loaded.definition(), loaded.reservations());
    return state;
  }

  /** By a lane that has just got the shard: the state, and a key for each, until it can answer. */
  @Benchmark
  @OperationsPerInvocation(RESERVATIONS)
  public Reply resident() {
    lane.own();
    lane.submit(question);
    return lane.lastReply();
  }
}
