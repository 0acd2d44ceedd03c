package io.tavolo.engine.id;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class HashTest {
  @Test
  void shouldHashATextAsItsBytesInUtf8AndNeverOtherwise() {
    for (String text : new String[] {"", "anna", "Trattoria È"}) {
      assertThat(Hash.of(text)).isEqualTo(Hash.of(text.getBytes(StandardCharsets.UTF_8)));
    }
    assertThat(Hash.of("anna")).isEqualTo(0xcc121689c086b9b9L);
    assertThat(Hash.of("Trattoria È")).isEqualTo(0x204f86338db46d28L);
  }

  @Test
  void shouldMixNumbersThatLieCloseFarApart() {
    assertThat(Hash.mix(0)).isZero();
    assertThat(Hash.mix(1)).isEqualTo(0xb456bcfc34c2cb2cL);
    assertThat(Long.bitCount(Hash.mix(2) ^ Hash.mix(3))).isBetween(16, 48);
  }
}
