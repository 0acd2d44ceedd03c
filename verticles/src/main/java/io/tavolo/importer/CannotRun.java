package io.tavolo.importer;

/** Ends the import before its end, with one line for the person at the terminal. */
final class CannotRun extends RuntimeException {
  CannotRun(String message) {
    super(message, null, false, false);
  }
}
