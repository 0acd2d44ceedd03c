package io.tavolo.node;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/**
 * What was started, to be stopped last first. Steps are added by the starting thread and run by the
 * shutdown hook.
 */
final class StopOrder {
  private final Deque<Runnable> steps = new ArrayDeque<>();
  private volatile boolean begun;

  synchronized void add(Runnable step) {
    steps.push(step);
  }

  /** Whether the end has come; what fails from then on fails because of it. */
  boolean begun() {
    return begun;
  }

  /** Runs every step once, and goes on when one fails. */
  void stop(Consumer<String> progress) {
    begun = true;
    runAll(progress);
    Console.close();
  }

  private synchronized void runAll(Consumer<String> progress) {
    while (!steps.isEmpty()) {
      try {
        steps.pop().run();
      } catch (RuntimeException | LinkageError e) {
        progress.accept("could not be stopped in order: " + e);
      }
    }
  }
}
