package io.tavolo.retry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BackoffTest {
  @Test
  void shouldDoubleWithinHalfAndWholeAndStopGrowing() {
    Backoff backoff = new Backoff(5, 200);
    long most = 5;
    for (int failures = 0; failures < 70; failures++) {
      for (int i = 0; i < 50; i++) {
        assertThat(backoff.pauseMs(failures)).isBetween(most / 2, most);
      }
      most = Math.min(200, most * 2);
    }
  }
}
