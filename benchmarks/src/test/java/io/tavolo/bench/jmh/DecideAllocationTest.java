package io.tavolo.bench.jmh;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What a decision leaves to the garbage collector; it does not depend on how busy a machine is. */
class DecideAllocationTest {
  private static final int CALLS = 20_000;

  /** The event of a booking, with its reservation, rounded up. */
  private static final long EVENT_BYTES = 400;

  private final ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final DecideBenchmark decide = new DecideBenchmark();
  private Object last = "";

  @Test
  void shouldAllocateNothingForARefusal() {
    assertThat(bytesOf(decide::refusal)).isZero();
  }

  @Test
  void shouldAllocateTheEventForABookingAndLittleElse() {
    assertThat(bytesOf(decide::hit)).isBetween(1L, EVENT_BYTES);
  }

  private long bytesOf(Supplier<Object> call) {
    repeat(call);
    long before = thread.getCurrentThreadAllocatedBytes();
    repeat(call);
    return (thread.getCurrentThreadAllocatedBytes() - before) / CALLS;
  }

  private void repeat(Supplier<Object> call) {
    for (int n = 0; n < CALLS; n++) {
      last = call.get();
    }
    assertThat(last).isNotNull();
  }
}
