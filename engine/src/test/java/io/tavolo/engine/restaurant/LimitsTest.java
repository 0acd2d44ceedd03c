package io.tavolo.engine.restaurant;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class LimitsTest {
  @Test
  void shouldTakeFromTheOthersWhatIsNotSet() {
    Limits others = new Limits(1, 2, 3);
    assertThat(Limits.NONE.or(others)).isEqualTo(others);
    assertThat(others.or(Limits.NONE)).isEqualTo(others);
    assertThat(new Limits(7, null, null).or(others)).isEqualTo(new Limits(7, 2, 3));
    assertThat(new Limits(null, 8, 9).or(others)).isEqualTo(new Limits(1, 8, 9));
  }

  @Test
  void shouldAskADepositOfPartiesThatAreLargeEnough() {
    Policies policies =
        new Policies(0, 90, 1, 20, 300, 0, false, 0, false, new Deposit(6, 1_000, "EUR"));
    assertThat(policies.depositMinor(5)).isZero();
    assertThat(policies.depositMinor(6)).isEqualTo(6_000);
    assertThat(policies.depositMinor(7)).isEqualTo(7_000);
    assertThat(Policies.DEFAULT.depositMinor(20)).isZero();
  }
}
