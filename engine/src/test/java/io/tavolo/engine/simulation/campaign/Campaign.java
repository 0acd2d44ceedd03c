package io.tavolo.engine.simulation.campaign;

import io.tavolo.engine.simulation.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Runs seed after seed on some threads until there are no more, the time is over, one fails, or
 * somebody stops it. Runs under way always come to their end.
 */
public final class Campaign {
  private static final double MOST_SECONDS = 1e9;

  private final long count;
  private final long endNanos;
  private final int threads;
  private final Consumer<Failure> failed;
  private final Tally tally = new Tally();
  private final AtomicLong next;
  private final long first;
  private final long beganNanos = System.nanoTime();
  private volatile boolean stopped;

  /**
   * A campaign that begins now.
   *
   * @param first its first seed
   * @param count how many seeds at most
   * @param seconds after which no further run begins
   * @param failed told at once of each failure, on the thread that met it
   */
  public Campaign(long first, long count, double seconds, int threads, Consumer<Failure> failed) {
    this.first = first;
    this.count = count;
    this.threads = threads;
    this.failed = failed;
    endNanos = beganNanos + (long) (Math.min(seconds, MOST_SECONDS) * 1e9);
    next = new AtomicLong(first);
  }

  /** Returns when the last run has ended. */
  public void run() {
    List<Thread> others = new ArrayList<>();
    for (int i = 1; i < threads; i++) {
      Thread other = new Thread(this::work, "runs-" + i);
      others.add(other);
      other.start();
    }
    work();
    for (Thread other : others) {
      join(other);
    }
  }

  /** No further run begins. Any thread. */
  public void stop() {
    stopped = true;
  }

  Tally tally() {
    return tally;
  }

  double seconds() {
    return (System.nanoTime() - beganNanos) / 1e9;
  }

  /** Runs that have ended. */
  public long runs() {
    return tally.runs();
  }

  /** The failures there were, in ascending order of the seed. */
  public List<Failure> failures() {
    return tally.failures();
  }

  private void work() {
    while (!stopped && System.nanoTime() - endNanos < 0) {
      long seed = next.getAndIncrement();
      if (seed - first >= count) {
        return;
      }
      Run run = Run.of(Scenario.draw(seed), null);
      tally.add(run);
      Failure failure = run.failure();
      if (failure != null) {
        stopped = true;
        failed.accept(failure);
      }
    }
  }

  private static void join(Thread thread) {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
