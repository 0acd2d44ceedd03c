package io.tavolo.engine.simulation.outside;

import java.util.Map;
import java.util.TreeMap;

/** Virtual time for the tests of the models. */
public final class Timeline implements Later {
  private record Due(long atUs, long order) implements Comparable<Due> {
    @Override
    public int compareTo(Due other) {
      return atUs != other.atUs ? Long.compare(atUs, other.atUs) : Long.compare(order, other.order);
    }
  }

  private final TreeMap<Due, Runnable> due = new TreeMap<>();
  private long asked;
  private long nowUs;

  public long nowUs() {
    return nowUs;
  }

  @Override
  public void after(long us, Runnable what) {
    due.put(new Due(nowUs + us, asked++), what);
  }

  public void pass(long us) {
    long untilUs = nowUs + us;
    while (!due.isEmpty() && due.firstKey().atUs <= untilUs) {
      Map.Entry<Due, Runnable> next = due.pollFirstEntry();
      nowUs = next.getKey().atUs;
      next.getValue().run();
    }
    nowUs = untilUs;
  }
}
