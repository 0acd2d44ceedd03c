package io.tavolo.engine.simulation.outside;

/** Virtual time of one place: a server's goes on, a process's may stand still or end. */
@FunctionalInterface
public interface Later {
  /**
   * Has it happen, never before this returns; what is due at the same time in the order asked.
   *
   * @param us microseconds from now, 0 or more
   */
  void after(long us, Runnable what);
}
