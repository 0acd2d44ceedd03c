package io.tavolo.engine.lane;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TraceContextTest {
  /** The example of the standard. */
  private static final String FIELD = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

  private final TraceContext trace =
      new TraceContext(0x0af7651916cd43ddL, 0x8448eb211c80319cL, 0xb7ad6b7169203331L, (byte) 1);

  @Test
  void shouldSpellItselfAsTheStandardSays() {
    assertThat(trace.traceparent()).isEqualTo(FIELD);
    assertThat(trace.traceId()).isEqualTo("0af7651916cd43dd8448eb211c80319c");
  }

  @Test
  void shouldBeNoneOnlyWithoutARequest() {
    assertThat(TraceContext.NONE.isNone()).isTrue();
    assertThat(trace.isNone()).isFalse();
  }
}
