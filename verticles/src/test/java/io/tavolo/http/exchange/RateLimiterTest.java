package io.tavolo.http.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RateLimiterTest {
  private static final long SECOND = 1_000_000_000L;

  private final AtomicLong now = new AtomicLong(-5 * SECOND);
  private final RateLimiter limiter = new RateLimiter(3, 6, now::get);

  @Test
  void shouldLetABurstInAndThenAsManyAsTheWindowAllows() {
    assertThat(limiter.admit("10.0.0.1")).isEqualTo(new RateLimiter.Verdict(2, 2, 0));
    assertThat(limiter.admit("10.0.0.1")).isEqualTo(new RateLimiter.Verdict(1, 4, 0));
    assertThat(limiter.admit("10.0.0.1")).isEqualTo(new RateLimiter.Verdict(0, 6, 0));
    assertThat(limiter.admit("10.0.0.1")).isEqualTo(new RateLimiter.Verdict(0, 6, 2));

    now.addAndGet(2 * SECOND);
    assertThat(limiter.admit("10.0.0.1").admitted()).isTrue();
    assertThat(limiter.admit("10.0.0.1").admitted()).isFalse();

    now.addAndGet(60 * SECOND);
    assertThat(limiter.admit("10.0.0.1").remaining()).isEqualTo(2);
  }

  @Test
  void shouldCountEachClientByItself() {
    for (int i = 0; i < 4; i++) {
      limiter.admit("10.0.0.1");
    }
    assertThat(limiter.admit("10.0.0.1").admitted()).isFalse();
    assertThat(limiter.admit("10.0.0.2").admitted()).isTrue();
  }

  @Test
  void shouldCountAnIpv6NetworkAsOneClient() {
    for (int i = 0; i < 3; i++) {
      assertThat(limiter.admit("2001:db8:0:1:0:0:0:" + i).admitted()).isTrue();
    }
    assertThat(limiter.admit("2001:db8:0:1:0:0:0:9").admitted()).isFalse();
    assertThat(limiter.admit("2001:db8:0:2:0:0:0:9").admitted()).isTrue();
  }

  @Test
  void shouldSayItsPolicy() {
    assertThat(limiter.policyField()).isEqualTo("\"default\";q=3;w=6");
    assertThat(limiter.admit("a").field()).isEqualTo("\"default\";r=2;t=2");
  }

  @Test
  void shouldRefuseLimitsThatMakeNoSense() {
    assertThatThrownBy(() -> new RateLimiter(0, 1, now::get))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new RateLimiter(1, 0, now::get))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
