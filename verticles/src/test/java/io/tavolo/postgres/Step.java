package io.tavolo.postgres;

import io.tavolo.engine.simulation.postgres.Statement;

/** One step of a schedule. */
sealed interface Step {
  /** Which session takes it, from 0. */
  int session();

  /** A transaction's one statement. */
  record Execute(int session, Statement statement) implements Step {}

  record Commit(int session) implements Step {}

  /** Also of a statement that waits, which is cancelled. */
  record Rollback(int session) implements Step {}
}
