package io.tavolo.importer;

/** What is wrong with one line of a file. Has no stack trace: it is an answer and not a defect. */
final class Fault extends RuntimeException {
  private static final int MAX_QUOTED = 60;

  Fault(String message) {
    super(message, null, false, false);
  }

  /** A value that came, and what was expected instead. */
  static Fault of(String column, String came, String expected) {
    return new Fault("%s: %s (expected: %s)".formatted(column, quoted(came), expected));
  }

  private static String quoted(String text) {
    String shown = text.replaceAll("\\p{Cntrl}", " ");
    return shown.length() > MAX_QUOTED
        ? '"' + shown.substring(0, MAX_QUOTED) + "…\""
        : '"' + shown + '"';
  }

  String reason() {
    return String.valueOf(getMessage());
  }
}
