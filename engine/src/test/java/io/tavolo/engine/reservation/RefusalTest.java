package io.tavolo.engine.reservation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class RefusalTest {
  private static List<Refusal> those(Predicate<Refusal> that) {
    return Arrays.stream(Refusal.values()).filter(that).toList();
  }

  @Test
  void shouldKeepWithTheCallersKeyWhatTheRestaurantsStateRefused() {
    assertThat(those(refusal -> !refusal.isKept()))
        .containsExactly(
            Refusal.ORPHANS,
            Refusal.RESTAURANT_ID_TAKEN,
            Refusal.UNKNOWN_RESTAURANT,
            Refusal.UNKNOWN_RESERVATION,
            Refusal.UNKNOWN_AREA,
            Refusal.NONEXISTENT_TIME,
            Refusal.DINER_REQUIRED,
            Refusal.VERSION_MISMATCH,
            Refusal.KEY_REUSED,
            Refusal.UNSTORABLE,
            Refusal.DEPOSIT_REQUIRED);
  }

  @Test
  void shouldHaveOtherTimesToOfferExceptForTheDinersOwnSake() {
    assertThat(those(refusal -> refusal.isSlotUnavailable() && !refusal.hasAlternatives()))
        .containsExactly(Refusal.DINER_OVERLAP, Refusal.HOLD_LIMIT);
    assertThat(those(Refusal::hasAlternatives))
        .containsExactly(
            Refusal.NO_TABLE,
            Refusal.CLOSED,
            Refusal.NOT_A_SLOT,
            Refusal.TOO_SOON,
            Refusal.TOO_FAR_AHEAD,
            Refusal.PARTY_SIZE,
            Refusal.CANCELLATION_CUTOFF,
            Refusal.PACING);
  }
}
