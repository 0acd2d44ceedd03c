package io.tavolo.engine.simulation.campaign;

import java.io.PrintStream;

/** Lines that stay, and below them one that changes. Any thread. */
final class Screen {
  private static final String CLEAR = "\r\u001b[K";

  private final PrintStream out;
  private final boolean terminal;
  private boolean dirty;

  /**
   * @param terminal whether a line can be written over
   */
  Screen(PrintStream out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  synchronized void line(String text) {
    clear();
    out.println(text);
    out.flush();
  }

  /** How far it is, in place of what was said of that before. */
  synchronized void progress(String text) {
    if (terminal) {
      out.print(CLEAR + text);
      out.flush();
      dirty = true;
    } else {
      line(text);
    }
  }

  private void clear() {
    if (dirty) {
      out.print(CLEAR);
      dirty = false;
    }
  }
}
