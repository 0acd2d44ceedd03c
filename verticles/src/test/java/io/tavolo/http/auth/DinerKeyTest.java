package io.tavolo.http.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DinerKeyTest {
  private static long key(@Nullable String email, @Nullable String phone) {
    return with("a secret for tests only", email, phone);
  }

  private static long with(String secret, @Nullable String email, @Nullable String phone) {
    byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
    return new Access(new SecretKeySpec(bytes, "HmacSHA256"), null).dinerKey(email, phone);
  }

  @Test
  void shouldKnowADinerByTheAddressHoweverItIsWritten() {
    long ada = key("ada@example.com", null);
    assertThat(ada).isEqualTo(7505794468679101339L);
    assertThat(key(" Ada@Example.COM ", "+39 06 1")).isEqualTo(ada);
    assertThat(key("bob@example.com", "+39 06 1")).isNotEqualTo(ada);
  }

  @Test
  void shouldKnowADinerWithoutAnAddressByTheTelephone() {
    long ada = key(null, "+39 06 123");
    assertThat(key(null, "(39) 06-123")).isEqualTo(ada);
    assertThat(key(null, "39061234")).isNotEqualTo(ada);
    assertThat(ada).isNotZero();
  }

  @Test
  void shouldTellNobodyApartWhoGaveNeither() {
    assertThat(key(null, null)).isZero();
    assertThat(key(null, "ask for Ada")).isZero();
    assertThat(key(" ", null)).isZero();
  }

  @Test
  void shouldNotBeGuessedWithoutTheSecret() {
    assertThat(with("another secret", "ada@example.com", null))
        .isNotEqualTo(key("ada@example.com", null));
  }
}
