package io.tavolo.bench.load;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Says once a second how a run goes: on a terminal always on the same line, which is gone at the
 * end; elsewhere on a line each. One thread.
 */
public final class ProgressLine {
  private static final Path STANDARD_ERROR = Path.of("/proc/self/fd/2");
  private static final String ERASE_THE_REST = "\033[K";

  private final PrintStream out;
  private final boolean inPlace;

  /**
   * A line that goes to {@code out}.
   *
   * @param inPlace whether that is a terminal
   */
  ProgressLine(PrintStream out, boolean inPlace) {
    this.out = out;
    this.inPlace = inPlace;
  }

  /** A line that nobody sees. */
  public static ProgressLine silent() {
    return new ProgressLine(
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8), false);
  }

  /** A line on standard error. */
  public static ProgressLine onStandardError() {
    return new ProgressLine(System.err, standardErrorIsTerminal());
  }

  private static boolean standardErrorIsTerminal() {
    // System.console() speaks of the other two streams.
    try {
      Path target = Files.readSymbolicLink(STANDARD_ERROR);
      return target.startsWith("/dev/pts") || target.toString().startsWith("/dev/tty");
    } catch (IOException e) {
      return false;
    }
  }

  void show(Tally.Progress progress) {
    if (inPlace) {
      out.print("\r" + progress.text() + ERASE_THE_REST);
      out.flush();
    } else {
      out.println(progress.text());
    }
  }

  void end() {
    if (inPlace) {
      out.print("\r" + ERASE_THE_REST);
      out.flush();
    }
  }
}
