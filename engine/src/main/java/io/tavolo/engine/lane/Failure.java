package io.tavolo.engine.lane;

/** How a batch failed. */
public enum Failure {
  /** Nothing is stored, and what the batch says is at fault: the same batch would fail again. */
  DATA,
  /** Nothing is stored, and the batch may be sent again as it is. */
  REFUSED,
  /** It may be stored or not, or may yet be. */
  UNKNOWN
}
