package io.tavolo.engine.simulation.planted;

import io.tavolo.engine.simulation.campaign.Failure;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong in the run of a seed, in words, or null; with the engine that it is loaded with.
 */
public final class Simulated implements LongFunction<@Nullable String> {
  @Override
  public @Nullable String apply(long seed) {
    Failure failure = Failure.of(seed);
    return failure == null ? null : failure.text();
  }
}
