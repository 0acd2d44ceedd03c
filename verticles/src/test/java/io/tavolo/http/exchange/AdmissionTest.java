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
  private final Admission admission = new Admission(MOST, 1, registry, "0", now::get);

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
    double limit = limit("all");
    assertThat(limit / 2_000).as("seconds that an answer takes").isBetween(0.25, 0.75);
  }

  @Test
  void shouldOpenAgainOnceTheServerIsFastAgain() {
    serve(200, 2_000, 10);
    double narrow = limit("all");
    serve(20_000, 25_000, 10);
    assertThat(narrow).isEqualTo(512);
    assertThat(limit("all")).isGreaterThan(3 * narrow);
  }

  @Test
  void shouldLearnNothingFromATimeThatSaysNothing() {
    for (int n = 0; n < 10 * MOST; n++) {
      assertThat(admission.enter(Urgency.READS)).isTrue();
      now.addAndGet(3_000 * MS);
      admission.leave(Urgency.READS, Exchange.Gate.UNTOLD);
    }
    assertThat(limit("reads")).isEqualTo(MOST);
    assertThat(limit("all")).isEqualTo(MOST);
    assertThat(registry.get("tavolo.http.under.way").gauge().value()).isZero();
  }

  @Test
  void shouldNotBeDeceivedByQuickLooksBesideLateBookings() {
    for (int n = 0; n < 2_000; n++) {
      assertThat(admission.enter(Urgency.WRITES)).isTrue();
      for (int looks = 0; looks < 20; looks++) {
        assertThat(admission.enter(Urgency.READS)).isTrue();
        admission.leave(Urgency.READS, 2 * MS);
      }
      now.addAndGet(20 * MS);
      admission.leave(Urgency.WRITES, 10_000 * MS);
    }
    assertThat(limit("all")).isEqualTo(512);
  }

  @Test
  void shouldTurnLooksAwayWhenTheyAloneAreLate() {
    for (int n = 0; n < 2_000; n++) {
      assertThat(admission.enter(Urgency.READS)).isTrue();
      now.addAndGet(20 * MS);
      admission.leave(Urgency.READS, 10_000 * MS);
    }
    assertThat(limit("reads")).isEqualTo(512);
    assertThat(enterAll(Urgency.READS)).isEqualTo((int) Math.ceil(512 * 0.7));
    assertThat(admission.enter(Urgency.WRITES)).isTrue();
  }

  private double limit(String of) {
    return registry.get("tavolo.http.limit").tag("of", of).gauge().value();
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
        admission.leave(Urgency.WRITES, now.get() - queue.remove());
      }
    }
    while (!queue.isEmpty()) {
      queue.remove();
      admission.leave(Urgency.WRITES, Exchange.Gate.UNTOLD);
    }
    return served;
  }
}
