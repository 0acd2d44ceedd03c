package io.tavolo.http.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tavolo.http.exchange.Admission.Urgency;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class AdmissionTest {
  private static final long MS = 1_000_000;
  private static final int MOST = 4_096;

  private final AtomicLong now = new AtomicLong();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final Admission admission = new Admission(MOST, registry, "0", now::get);

  @Test
  void shouldTurnSearchesAwayFirstAndThenBookingsAndCancellationsLast() {
    int reads = enterAll(Urgency.READS);
    int writes = enterAll(Urgency.WRITES);
    int settling = enterAll(Urgency.SETTLES);
    assertThat(reads).isEqualTo((int) Math.ceil(MOST * 0.7));
    assertThat(reads + writes).isEqualTo((int) Math.ceil(MOST * 0.9));
    assertThat(reads + writes + settling).isEqualTo(MOST);
    assertThat(registry.get("tavolo.http.shed").tag("urgency", "reads").counter().count())
        .isEqualTo(1);
  }

  @Test
  void shouldLetInAsManyAsAreAnsweredInTimeWhateverIsOffered() {
    // A server that answers 2,000 a second, first come first served, and is offered five times
    // that.
    int served = serve(2_000, 10_000, 30);
    assertThat(served).isBetween(30 * 1_900, 30 * 2_000 + 1);
    double limit = registry.get("tavolo.http.limit").gauge().value();
    assertThat(limit / 2_000).as("seconds that an answer takes").isBetween(0.25, 0.75);
  }

  @Test
  void shouldOpenAgainOnceTheServerIsFastAgain() {
    serve(200, 2_000, 10);
    double narrow = registry.get("tavolo.http.limit").gauge().value();
    serve(20_000, 25_000, 10);
    assertThat(narrow).isEqualTo(200);
    assertThat(registry.get("tavolo.http.limit").gauge().value()).isGreaterThan(3 * narrow);
  }

  @Test
  void shouldForgetThoseWhoLeftBeforeTheirAnswer() {
    for (int n = 0; n < 10 * MOST; n++) {
      assertThat(admission.enter(Urgency.READS)).isTrue();
      now.addAndGet(3_000 * MS);
      admission.leave(-1);
    }
    assertThat(registry.get("tavolo.http.limit").gauge().value()).isEqualTo(MOST);
    assertThat(registry.get("tavolo.http.under.way").gauge().value()).isZero();
  }

  private int enterAll(Urgency urgency) {
    int entered = 0;
    while (admission.enter(urgency)) {
      entered++;
    }
    return entered;
  }

  /** How many of those offered each second were answered, in so many seconds. */
  private int serve(int capacity, int offered, int seconds) {
    Deque<Long> queue = new ArrayDeque<>();
    int served = 0;
    double toServe = 0;
    double toOffer = 0;
    for (int ms = 0; ms < seconds * 1_000; ms++) {
      now.addAndGet(MS);
      for (toOffer += offered / 1_000.0; toOffer >= 1; toOffer--) {
        if (admission.enter(Urgency.WRITES)) {
          queue.add(now.get());
        }
      }
      toServe = Math.min(toServe + capacity / 1_000.0, Math.max(1, capacity / 1_000.0));
      for (; toServe >= 1 && !queue.isEmpty(); toServe--) {
        served++;
        admission.leave(now.get() - queue.remove());
      }
    }
    while (!queue.isEmpty()) {
      queue.remove();
      admission.leave(-1);
    }
    return served;
  }
}
