package io.tavolo.chaos.check;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a client wanted, with every attempt at it.
 *
 * @param client its number
 * @param key of its idempotency key, or null
 * @param external of the external id that a booking was given, or null
 * @param reservation that it is about, 0 when it makes one or asks what is free
 * @param startTick asked for, 0 when nothing was
 * @param partySize asked for, 0 when nothing was
 * @param attempts in their order, at least one
 */
public record Call(
    int client,
    Op op,
    String house,
    @Nullable Name key,
    @Nullable Name external,
    long reservation,
    int startTick,
    int partySize,
    List<Attempt> attempts) {

  /** The kinds of calls. */
  public enum Op {
    BOOK,
    HOLD,
    CONFIRM,
    RELEASE,
    CANCEL,
    MOVE,
    /** A reading of one reservation. */
    READ,
    /** What is free on the date of {@code startTick}; it may come from the cache. */
    FREE,
    /** The same while there is no cache. */
    FREE_OF_LANE;

    /** Whether it changes what stands. */
    public boolean writes() {
      return compareTo(READ) < 0;
    }

    boolean asksWhatIsFree() {
      return this == FREE || this == FREE_OF_LANE;
    }
  }

  /** No time: it never ended. */
  public static final long NEVER = Long.MAX_VALUE;

  public Call {
    attempts = List.copyOf(attempts);
  }

  /** The last attempt. */
  public Attempt last() {
    return attempts.get(attempts.size() - 1);
  }

  /** The answer that ended it, or null when none did. */
  public @Nullable Answer answer() {
    Answer answer = last().answer();
    return answer.isDefinite() ? answer : null;
  }

  /** Whether it was answered with success. */
  public boolean succeeded() {
    return answer() instanceof Answer.Stands || answer() instanceof Answer.Done;
  }

  /**
   * When it was first sent in a way that may have had an effect; {@link #NEVER} when not at all.
   */
  public long beganNs() {
    return attempts.stream()
        .filter(attempt -> !(attempt.answer() instanceof Answer.Nothing))
        .mapToLong(Attempt::sentNs)
        .findFirst()
        .orElse(NEVER);
  }

  /** When its answer was there; {@link #NEVER} when none came. */
  public long endedNs() {
    return answer() == null ? NEVER : last().endedNs();
  }

  /** Whether an attempt before the last may still have an effect. */
  public boolean leftOneBehind() {
    return attempts.subList(0, attempts.size() - 1).stream()
        .anyMatch(attempt -> attempt.answer() instanceof Answer.Unknown);
  }
}
