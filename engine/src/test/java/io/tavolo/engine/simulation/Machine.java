package io.tavolo.engine.simulation;

import java.util.ArrayDeque;
import java.util.Deque;

/** A process: what happens in it happens while it is alive, and waits while it stands still. */
final class Machine {
  private final Scheduler scheduler;
  private boolean alive = true;
  private long stillUntilUs;

  /** Effects until it is killed in the middle of a step; negative for never. */
  private int effectsLeft = -1;

  /** What came due while it stands still. */
  private final Deque<Runnable> held = new ArrayDeque<>();

  private Runnable onKilled = () -> {};

  Machine(Scheduler scheduler) {
    this.scheduler = scheduler;
  }

  boolean isAlive() {
    return alive;
  }

  boolean isStill() {
    return scheduler.nowUs() < stillUntilUs;
  }

  void kill() {
    alive = false;
  }

  void killAfter(int effects, Runnable then) {
    effectsLeft = effects;
    onKilled = then;
  }

  /** Is not killed in the middle of a step after all. */
  void spare() {
    effectsLeft = -1;
  }

  void standStill(long us) {
    stillUntilUs = Math.max(stillUntilUs, scheduler.nowUs() + us);
  }

  /** To be asked before every effect: whether it still happens. */
  boolean effect() {
    if (alive && effectsLeft >= 0 && effectsLeft-- == 0) {
      alive = false;
      onKilled.run();
    }
    return alive;
  }

  /** Goes on now, whatever made it stand still, and whatever was going to kill it. */
  void goOn() {
    stillUntilUs = scheduler.nowUs();
    effectsLeft = -1;
    resume();
  }

  void after(long us, Runnable step) {
    scheduler.after(us, () -> run(step));
  }

  private void run(Runnable step) {
    if (!alive) {
      return;
    }
    if (isStill() || !held.isEmpty()) {
      held.add(step);
      if (held.size() == 1) {
        scheduler.at(stillUntilUs, this::resume);
      }
    } else {
      step.run();
    }
  }

  /** What came due meanwhile happens in the order in which it did. */
  private void resume() {
    if (isStill()) {
      scheduler.at(stillUntilUs, this::resume);
      return;
    }
    while (alive && !held.isEmpty()) {
      held.remove().run();
    }
  }

  /** Does it again and again until the process is gone. */
  void every(long us, Runnable step) {
    after(
        us,
        () -> {
          step.run();
          every(us, step);
        });
  }
}
