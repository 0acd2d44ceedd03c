package io.tavolo.postgres;

/** Why a batch was not confirmed. */
public final class JournalFailure extends RuntimeException {

  /** What is known of the batch. */
  public enum Kind {
    /** Nothing is stored, and the batch's own data is at fault: the same again would fail again. */
    DATA,
    /** Nothing is stored; the same batch may be sent again. */
    REFUSED,
    /** It may be stored, or be stored yet. Only taking its shards again tells. */
    UNKNOWN
  }

  private final Kind kind;

  JournalFailure(Kind kind, String message) {
    // No stack: it would show the event loop, and there may be one a batch while Postgres is down.
    super(kind + ": " + message, null, false, false);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }
}
