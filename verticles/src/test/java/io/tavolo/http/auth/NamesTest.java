package io.tavolo.http.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tavolo.engine.lane.CommandKey;
import io.tavolo.http.problem.ProblemException;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {
  private static final String UUID = "0b5f9b0e-6c1f-4f7e-9a54-2d3c1c6f8a11";

  private final AtomicLong random = new AtomicLong();
  private final CommandNames names = new CommandNames(random::getAndIncrement);

  @Test
  void shouldReadAKeyQuotedOrNot() {
    assertThat(IdempotencyKey.of(List.of("\"" + UUID + "\""), Caller.GUEST)).isEqualTo(UUID);
    assertThat(IdempotencyKey.of(List.of(UUID), Caller.GUEST)).isEqualTo(UUID);
    assertThat(IdempotencyKey.of(List.of("\"a \\\"b\\\" \\\\\""), Caller.STAFF))
        .isEqualTo("a \"b\" \\");
    assertThat(IdempotencyKey.of(List.of(), Caller.GUEST)).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "\"\"", "a b", "\"a", "a\"", "\"a\\b\"", "\"é\"", "\"a\";p=1", "a,\"b"})
  void shouldRefuseWhatIsNoKey(String field) {
    assertThatThrownBy(() -> IdempotencyKey.of(List.of(field), Caller.STAFF))
        .isInstanceOf(ProblemException.class);
  }

  @Test
  void shouldRefuseKeysThatAreTooLongOrTwoAtOnce() {
    assertThat(IdempotencyKey.of(List.of("a".repeat(255)), Caller.STAFF)).hasSize(255);
    assertThatThrownBy(() -> IdempotencyKey.of(List.of("a".repeat(256)), Caller.STAFF))
        .isInstanceOf(ProblemException.class);
    assertThatThrownBy(() -> IdempotencyKey.of(List.of("\\\"".repeat(4_000)), Caller.STAFF))
        .isInstanceOf(ProblemException.class);
    assertThatThrownBy(() -> IdempotencyKey.of(List.of(UUID, UUID), Caller.STAFF))
        .isInstanceOf(ProblemException.class);
  }

  @Test
  void shouldRefuseAGuestsKeyThatCanBeGuessed() {
    assertThatThrownBy(() -> IdempotencyKey.of(List.of("order-1"), Caller.GUEST))
        .isInstanceOf(ProblemException.class);
    assertThat(IdempotencyKey.of(List.of("order-1"), Caller.STAFF)).isEqualTo("order-1");
  }

  @Test
  void shouldNameACommandByItsCallerAndKey() {
    CommandKey key = names.key(Caller.GUEST, UUID, "POST /a", "payload");

    assertThat(names.key(Caller.GUEST, UUID, "POST /a", "payload")).isEqualTo(key);
    assertThat(key.byCaller()).isTrue();
    assertThat(names.key(Caller.STAFF, UUID, "POST /a", "payload").high()).isNotEqualTo(key.high());
    CommandKey reused = names.key(Caller.GUEST, UUID, "POST /a", "other");
    assertThat(reused.high()).isEqualTo(key.high());
    assertThat(reused.low()).isEqualTo(key.low());
    assertThat(reused.payloadHash()).isNotEqualTo(key.payloadHash());
    assertThat(names.key(Caller.GUEST, UUID, "POST /b", "payload").payloadHash())
        .isNotEqualTo(key.payloadHash());
  }

  @Test
  void shouldMakeAKeyWhenThereIsNone() {
    assertThat(names.key(Caller.GUEST, null, "POST /a", "payload"))
        .isEqualTo(new CommandKey(1, 1, 0, false));
  }

  @Test
  void shouldKeepCallersApartWhoChoseTheSameExternalId() {
    assertThat(names.external(Caller.GUEST, UUID))
        .isEqualTo(names.external(Caller.GUEST, UUID))
        .isNotEqualTo(names.external(Caller.STAFF, UUID));
    assertThat(names.external(Caller.STAFF, "1")).isEqualTo(names.external(Caller.STAFF, "1"));
    assertThat(names.external(Caller.STAFF, null)).isNull();
  }

  @Test
  void shouldLetNobodyButStaffUseNamesThatCanBeGuessed() {
    assertThat(CommandNames.mayUse(Caller.GUEST, UUID)).isTrue();
    assertThat(CommandNames.mayUse(Caller.GUEST, "order-1")).isFalse();
    assertThat(CommandNames.mayUse(Caller.GUEST, UUID + "1")).isFalse();
    assertThat(CommandNames.mayUse(Caller.STAFF, "order-1")).isTrue();
  }
}
