package io.tavolo.engine.lane;

import io.tavolo.engine.reservation.Event;
import io.tavolo.engine.reservation.Refusal;

/**
 * A stored answer as one small number: an event's kind as it is, a refusal's code from 1000 up, and
 * {@link #STORED} for a definition.
 */
public final class Outcome {
  public static final short STORED = 999;
  private static final short REFUSALS = 1000;

  private Outcome() {}

  public static short of(Event.Kind kind) {
    return (short) kind.code();
  }

  public static short of(Refusal refusal) {
    return (short) (REFUSALS + refusal.code());
  }

  public static boolean isRefusal(short outcome) {
    return outcome >= REFUSALS;
  }

  public static Refusal refusal(short outcome) {
    return Refusal.of(outcome - REFUSALS);
  }

  public static Event.Kind kind(short outcome) {
    return Event.Kind.of(outcome);
  }
}
