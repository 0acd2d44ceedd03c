package io.tavolo.engine.lane;

import static org.assertj.core.api.Assertions.assertThat;

import io.tavolo.engine.reservation.Event;
import io.tavolo.engine.reservation.Refusal;
import org.junit.jupiter.api.Test;

class OutcomeTest {
  @Test
  void shouldStoreEveryKindAsItsCodeAndEveryRefusalFromAThousandUp() {
    for (Event.Kind kind : Event.Kind.values()) {
      short outcome = Outcome.of(kind);
      assertThat(outcome).isEqualTo((short) kind.code());
      assertThat(Outcome.isRefusal(outcome)).isFalse();
      assertThat(Outcome.kind(outcome)).isEqualTo(kind);
    }
    for (Refusal refusal : Refusal.values()) {
      short outcome = Outcome.of(refusal);
      assertThat(outcome).isEqualTo((short) (1000 + refusal.code()));
      assertThat(Outcome.isRefusal(outcome)).isTrue();
      assertThat(Outcome.refusal(outcome)).isEqualTo(refusal);
    }
    assertThat(Outcome.isRefusal(Outcome.STORED)).isFalse();
  }
}
