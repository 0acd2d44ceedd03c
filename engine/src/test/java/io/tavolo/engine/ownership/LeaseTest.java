package io.tavolo.engine.ownership;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LeaseTest {
  @Test
  void shouldEndOnePartInFiftyBeforeItEndsForPostgres() {
    Lease lease = new Lease(2_000);
    lease.granted(10_000);
    assertThat(lease.lengthMs()).isEqualTo(2_000);
    assertThat(lease.isValid(11_959)).isTrue();
    assertThat(lease.isValid(11_960)).isFalse();
  }

  @Test
  void shouldEndForPostgresLastWhenTheClocksDriftByOnePerCentEach() {
    for (long lengthMs = 2; lengthMs <= 60_000; lengthMs++) {
      Lease lease = new Lease(lengthMs);
      lease.granted(0);
      // Milliseconds of a clock that is 1 % slow, as one counts them that is 1 % fast.
      assertThat(lease.untilMs() * 101).isLessThanOrEqualTo(lengthMs * 99);
    }
  }

  @Test
  void shouldNotBeShortenedByTheAnswerToAnEarlierRenewal() {
    Lease lease = new Lease(1_000);
    lease.granted(500);
    lease.granted(100);
    assertThat(lease.untilMs()).isEqualTo(1_480);
  }

  @Test
  void shouldNotBeValidBeforeItIsGrantedNorAfterItIsLost() {
    Lease lease = new Lease(1_000);
    assertThat(lease.isValid(Long.MIN_VALUE)).isFalse();
    lease.granted(0);
    lease.lost();
    assertThat(lease.isValid(0)).isFalse();
  }
}
