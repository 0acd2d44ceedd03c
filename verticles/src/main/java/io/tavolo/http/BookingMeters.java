package io.tavolo.http;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.tavolo.engine.lane.Reply;
import io.tavolo.engine.reservation.Event;
import io.tavolo.engine.reservation.Refusal;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts what became of commands about reservations. Any thread. */
final class BookingMeters {
  private final Map<Event.Kind, Counter> done;
  private final Map<Refusal, Counter> refused;
  private final Map<Reply.Reason, Counter> unavailable;
  private final Counter repeated;
  private final MeterRegistry registry;

  BookingMeters(MeterRegistry registry) {
    this.registry = registry;
    done = counters(Event.Kind.class);
    refused = counters(Refusal.class);
    unavailable = counters(Reply.Reason.class);
    repeated = counter("repeated");
  }

  void count(Reply reply) {
    if (reply instanceof Reply.Done answer) {
      increment(answer.repeated() ? repeated : done.get(answer.kind()));
    } else if (reply instanceof Reply.Refused answer) {
      increment(refused.get(answer.refusal()));
    } else if (reply instanceof Reply.Unavailable answer) {
      increment(unavailable.get(answer.reason()));
    }
  }

  private static void increment(@Nullable Counter counter) {
    if (counter != null) {
      counter.increment();
    }
  }

  private <E extends Enum<E>> Map<E, Counter> counters(Class<E> outcomes) {
    Map<E, Counter> counters = new EnumMap<>(outcomes);
    for (E outcome : outcomes.getEnumConstants()) {
      counters.put(outcome, counter(outcome.name().toLowerCase(Locale.ROOT)));
    }
    return counters;
  }

  private Counter counter(String outcome) {
    return Counter.builder("tavolo.bookings")
        .description("Commands about reservations, by what became of them")
        .tag("outcome", outcome)
        .register(registry);
  }
}
