package io.tavolo.bench.jmh;

import io.tavolo.engine.lane.Loaded;
import io.tavolo.engine.lane.Request;
import io.tavolo.engine.reservation.Command;
import io.tavolo.engine.reservation.RestaurantState;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a command costs a lane, all in all: its key is looked for, it is decided and applied, its
 * rows join a batch, the batch is committed by a journal in memory, and the answer leaves. Bookings
 * and cancellations in turn: half of the tables at dinner are taken at any time.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class LaneBenchmark {
  private static final int TABLES = 40;
  private static final int DINNER = 20;
  private static final int COMMANDS = 64;

  /** Bookings before theirs a cancellation comes: some batches later. */
  private static final int STANDING = 128;

  /** Enough that neither an id nor a key is remembered when it comes again. */
  private static final int BOOKINGS = 56 * 256;

  private final Request[] requests = new Request[2 * BOOKINGS];
  private final MemoryLane lane;
  private int next;

  /** Commands in a batch. */
  @Param({"1", "64"})
  int batch = 1;

  /** A house with reservations; fails when one of its commands is not done. */
  public LaneBenchmark() {
    if (BOOKINGS - STANDING <= RestaurantState.ENDED_KEPT
        || requests.length - STANDING <= MemoryLane.KEYS) {
      throw new IllegalStateException("too few bookings: " + BOOKINGS);
    }
    House house = new House(TABLES);
    Command[] bookings = new Command[BOOKINGS];
    for (int n = 0; n < BOOKINGS; n++) {
      bookings[n] = house.book(1 + n % 8, House.EMPTY.plusDays(n % 7), DINNER, 15 * (n % 3));
    }
    for (int n = 0; n < BOOKINGS; n++) {
      long former = bookings[(n + BOOKINGS - STANDING) % BOOKINGS].reservation();
      requests[2 * n] = Messages.request(bookings[n], 2L * n, false);
      requests[2 * n + 1] =
          Messages.request(new Command.Cancel(former, 0, false), 2L * n + 1, false);
    }
    lane =
        new MemoryLane(
            new Loaded(house.definition(), List.of(), List.of(), List.of(), House.NOW_MS));
    for (int n = BOOKINGS - STANDING; n < BOOKINGS; n++) {
      lane.submit(Messages.request(bookings[n], requests.length + n, false));
      lane.commit();
    }
    lane.submit(requests[next++]);
  }

  /** Fails when batches are not of that size. */
  @Setup
  public void check() {
    long before = lane.answers();
    for (int done = 0; done < requests.length; done += COMMANDS) {
      commands();
      if (lane.commandsUnderWay() != batch) {
        throw new IllegalStateException("in a batch: " + lane.commandsUnderWay());
      }
    }
    if (lane.answers() - before != requests.length - batch + 1) {
      throw new IllegalStateException("answers: " + (lane.answers() - before));
    }
  }

  /** Commands that join a batch while another is under way, and commits. */
  @Benchmark
  @OperationsPerInvocation(COMMANDS)
  public long commands() {
    for (int done = 0; done < COMMANDS; done += batch) {
      for (int n = 0; n < batch; n++) {
        lane.submit(requests[next]);
        next = (next + 1) % requests.length;
      }
      lane.commit();
    }
    return lane.answers();
  }
}
