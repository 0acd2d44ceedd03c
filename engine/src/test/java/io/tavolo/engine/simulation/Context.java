package io.tavolo.engine.simulation;

import java.util.random.RandomGenerator;

/** One thread of a process: what it is given happens in the order given, a little later. */
final class Context {
  private final Machine process;
  private final Scheduler scheduler;
  private final RandomGenerator random;
  private long lastUs;

  Context(Machine process, Scheduler scheduler, RandomGenerator random) {
    this.process = process;
    this.scheduler = scheduler;
    this.random = random;
  }

  /** Nothing happens in it for so long. */
  void stall(long us) {
    lastUs = Math.max(lastUs, scheduler.nowUs() + us);
  }

  void run(Runnable task) {
    // A hop between threads takes microseconds, and now and then a queue is long.
    long hopUs = random.nextInt(64) == 0 ? random.nextInt(3_000) : 5 + random.nextInt(40);
    lastUs = Math.max(lastUs, scheduler.nowUs() + hopUs);
    process.after(lastUs - scheduler.nowUs(), task);
  }
}
