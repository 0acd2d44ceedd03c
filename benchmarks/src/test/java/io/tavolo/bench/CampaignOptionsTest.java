package io.tavolo.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class CampaignOptionsTest {
  @Test
  void shouldBeThoroughUnlessItShouldBeQuick() {
    assertThat(CampaignOptions.parse(List.of())).isEqualTo(CampaignOptions.FULL);
    assertThat(CampaignOptions.parse(List.of("--quick"))).isEqualTo(CampaignOptions.QUICK);
    CampaignOptions own =
        CampaignOptions.parse(List.of("--rounds", "7", "--quick", "--seconds", "4"));
    assertThat(own.rounds()).isEqualTo(7);
    assertThat(own.seconds()).isEqualTo(4);
    assertThat(own.thorough()).isFalse();
  }

  @Test
  void shouldSayWhatItDoesNotUnderstand() {
    assertThatThrownBy(() -> CampaignOptions.parse(List.of("--fast", "1")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("--fast: unknown (see --help)");
    assertThatThrownBy(() -> CampaignOptions.parse(List.of("--rounds", "many")))
        .hasMessage("--rounds: many (expected: 1..100)");
    assertThatThrownBy(() -> CampaignOptions.parse(List.of("--seconds")))
        .hasMessage("--seconds:  (expected: 1..600)");
  }
}
