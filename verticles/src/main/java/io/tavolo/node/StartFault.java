package io.tavolo.node;

import java.util.List;

/**
 * An expected reason not to start, such as a bad setting: told in one line each, without a stack
 * trace.
 */
public final class StartFault extends Exception {
  /** A setting or an argument is wrong. */
  public static final int BAD_SETTING = 2;

  /** The settings are right, and something around the node is not. */
  public static final int CANNOT_START = 1;

  private final int exitCode;
  private final List<String> lines;

  private StartFault(int exitCode, List<String> lines) {
    super(String.join("; ", lines));
    this.exitCode = exitCode;
    this.lines = lines;
  }

  static StartFault badSettings(List<String> lines) {
    return new StartFault(BAD_SETTING, List.copyOf(lines));
  }

  static StartFault badSetting(String line) {
    return badSettings(List.of(line));
  }

  static StartFault cannotStart(String line) {
    return new StartFault(CANNOT_START, List.of(line));
  }

  /** What the process ends with, other than 0. */
  public int exitCode() {
    return exitCode;
  }

  /** For the person at the terminal; nothing secret in them. */
  public List<String> lines() {
    return lines;
  }
}
