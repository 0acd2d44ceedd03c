package io.tavolo.engine.id;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class ReservationIdTest {
  private static final long RESTAURANT = 0x0123_4567_89ab_cdefL;
  private static final long RESERVATION = 0xfedc_ba98_7654_3210L;

  @Test
  void shouldSpellTheRestaurantsBitsBeforeTheReservations() {
    assertThat(new ReservationId(0, 0)).hasToString("00000000000000000000000000");
    assertThat(new ReservationId(0, 31)).hasToString("0000000000000000000000000z");
    assertThat(new ReservationId(1, 0)).hasToString("0000000000000g000000000000");
    assertThat(new ReservationId(-1, -1)).hasToString("7zzzzzzzzzzzzzzzzzzzzzzzzz");
    assertThat(new ReservationId(RESTAURANT, RESERVATION))
        .hasToString("014d2pf2dbsqqzxq5tk1v58cgg");
  }

  @Test
  void shouldReadWhatItSpelledInEitherCase() {
    for (long bits : new long[] {0, 1, -1, Long.MIN_VALUE, Long.MAX_VALUE, RESTAURANT}) {
      ReservationId id = new ReservationId(bits, Long.reverse(bits) ^ RESERVATION);
      assertThat(ReservationId.parse(id.toString())).isEqualTo(id);
      assertThat(ReservationId.parse(id.toString().toUpperCase(java.util.Locale.ROOT)))
          .isEqualTo(id);
    }
  }

  @Test
  void shouldReadNothingFromWhatIsNotSuchAnId() {
    String sound = "7zzzzzzzzzzzzzzzzzzzzzzzzz";
    assertThat(ReservationId.parse(sound)).isNotNull();
    for (String text :
        List.of(
            "",
            sound.substring(1),
            sound + "0",
            "8" + sound.substring(1),
            sound.substring(1) + "u",
            "0000000000000-000000000000",
            "000000000000\u0080" + "0000000000000",
            "000000000000é0000000000000")) {
      assertThat(ReservationId.parse(text)).as(text).isNull();
    }
  }

  @Test
  void shouldSayACodeOfSevenCharactersThatStaysTheSame() {
    assertThat(new ReservationId(RESTAURANT, RESERVATION).confirmationCode()).isEqualTo("QYVMMFG");
    assertThat(new ReservationId(1, RESERVATION).confirmationCode())
        .as("the reservation alone gives it")
        .isEqualTo(new ReservationId(2, RESERVATION).confirmationCode());
  }
}
