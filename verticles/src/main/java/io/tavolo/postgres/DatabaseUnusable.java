package io.tavolo.postgres;

/** The database cannot be used; the message is one line, fit for the person at the terminal. */
public final class DatabaseUnusable extends Exception {
  DatabaseUnusable(String message) {
    super(message);
  }

  DatabaseUnusable(String message, Throwable cause) {
    super(message, cause);
  }
}
