package io.tavolo.bench.load;

/** When a connection that is free sends its next request. One event loop. */
interface Pace {
  /** As soon as it can. */
  Pace AT_ONCE = line -> line.ask(System.nanoTime());

  /**
   * The line has been opened, or had its answer. Calls {@link HttpLine#ask} or {@link HttpLine#end}
   * on it, now or later.
   */
  void free(HttpLine line);

  /** A closed loop: at once, as long as the tally counts. */
  static Pace until(Tally tally) {
    return line -> {
      long now = System.nanoTime();
      if (tally.isOver(now)) {
        line.end();
      } else {
        line.ask(now);
      }
    };
  }
}
