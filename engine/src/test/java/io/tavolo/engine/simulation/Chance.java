package io.tavolo.engine.simulation;

import io.tavolo.engine.id.Hash;
import java.util.random.RandomGenerator;

/**
 * Chance that depends on who draws and when, and not on what was drawn before: what is left out of
 * a scenario changes nothing for those who had nothing to do with it, so that the rest still fails
 * as it did.
 */
final class Chance implements RandomGenerator {
  private static final long STEP_IN_TIME = 0x9E37_79B9_7F4A_7C15L;
  private static final long STEP_AT_ONCE = 0xD1B5_4A32_D192_ED03L;

  private final long name;
  private final Scheduler scheduler;
  private long atUs;
  private long drawn;

  Chance(long name, Scheduler scheduler) {
    this.name = name;
    this.scheduler = scheduler;
  }

  @Override
  public long nextLong() {
    long nowUs = scheduler.nowUs();
    if (nowUs != atUs) {
      atUs = nowUs;
      drawn = 0;
    }
    return Hash.mix(name + nowUs * STEP_IN_TIME + ++drawn * STEP_AT_ONCE);
  }
}
