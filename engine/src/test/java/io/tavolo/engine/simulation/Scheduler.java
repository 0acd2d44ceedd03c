package io.tavolo.engine.simulation;

import io.tavolo.engine.simulation.outside.Later;
import java.util.Arrays;

/**
 * Virtual time in microseconds. What is due at the same time happens in the order in which it was
 * asked for.
 */
public final class Scheduler implements Later {
  private long nowUs;
  private long asked;

  // A binary heap in parallel arrays: most of a run's time would go into comparing objects.
  private long[] dueUs = new long[1024];
  private long[] order = new long[1024];
  private Runnable[] what = new Runnable[1024];
  private int size;

  public long nowUs() {
    return nowUs;
  }

  /** Has it happen then, or now when that has passed. */
  void at(long us, Runnable act) {
    if (size == dueUs.length) {
      dueUs = Arrays.copyOf(dueUs, 2 * size);
      order = Arrays.copyOf(order, 2 * size);
      what = Arrays.copyOf(what, 2 * size);
    }
    long due = Math.max(us, nowUs);
    long number = asked++;
    int at = size++;
    while (at > 0) {
      int parent = (at - 1) >> 1;
      if (isBefore(parent, due, number)) {
        break;
      }
      move(parent, at);
      at = parent;
    }
    put(at, due, number, act);
  }

  @Override
  public void after(long us, Runnable act) {
    at(nowUs + us, act);
  }

  /** Lets so much time pass, and all that is due in it happen. */
  public void pass(long us) {
    runUntil(nowUs + us);
  }

  /** Lets time pass until then, and all that is due in it happen. */
  void runUntil(long us) {
    while (size > 0 && dueUs[0] <= us) {
      nowUs = dueUs[0];
      Runnable next = what[0];
      removeFirst();
      next.run();
    }
    nowUs = us;
  }

  private void removeFirst() {
    size--;
    long due = dueUs[size];
    long number = order[size];
    Runnable act = what[size];
    int at = 0;
    for (int child = 1; child < size; child = 2 * at + 1) {
      if (child + 1 < size && isBefore(child + 1, dueUs[child], order[child])) {
        child++;
      }
      if (!isBefore(child, due, number)) {
        break;
      }
      move(child, at);
      at = child;
    }
    put(at, due, number, act);
  }

  private boolean isBefore(int at, long due, long number) {
    return dueUs[at] < due || (dueUs[at] == due && order[at] < number);
  }

  private void move(int from, int to) {
    put(to, dueUs[from], order[from], what[from]);
  }

  private void put(int at, long due, long number, Runnable act) {
    dueUs[at] = due;
    order[at] = number;
    what[at] = act;
  }
}
