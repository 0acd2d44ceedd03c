package io.tavolo.importer;

import java.io.PrintStream;
import java.util.Locale;

/** A bar that fills, with the rate: on a terminal drawn in place, else a line now and then. */
final class Progress {
  private static final int WIDTH = 30;
  private static final long EVERY_NANOS = 100_000_000;
  private static final long EVERY_NANOS_IN_A_FILE = 5_000_000_000L;

  private final PrintStream out;
  private final boolean terminal;
  private final long total;
  private final long startNanos = System.nanoTime();
  private long lastNanos = startNanos;

  /** A bar of so many lines, on a terminal or not. */
  Progress(PrintStream out, boolean terminal, long total) {
    this.out = out;
    this.terminal = terminal;
    this.total = total;
  }

  /** So many lines are settled. */
  void at(long lines) {
    long now = System.nanoTime();
    if (now - lastNanos >= (terminal ? EVERY_NANOS : EVERY_NANOS_IN_A_FILE)) {
      lastNanos = now;
      draw(lines, now);
    }
  }

  /** All lines are settled. */
  void end(long lines) {
    if (terminal) {
      draw(lines, System.nanoTime());
      out.println();
    }
  }

  private void draw(long lines, long now) {
    double share = total == 0 ? 1 : Math.min(1, (double) lines / total);
    double rate = lines / Math.max(1e-3, (now - startNanos) / 1e9);
    int full = (int) Math.round(share * WIDTH);
    String line =
        String.format(
            Locale.ROOT,
            "[%s%s] %3.0f %%  %,d of %,d lines  %,.0f/s",
            "#".repeat(full),
            ".".repeat(WIDTH - full),
            share * 100,
            lines,
            total,
            rate);
    if (terminal) {
      out.print("\r" + line + "  ");
      out.flush();
    } else {
      out.println(line);
    }
  }
}
