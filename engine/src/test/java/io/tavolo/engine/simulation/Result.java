package io.tavolo.engine.simulation;

import io.tavolo.engine.simulation.check.Violation;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a run went.
 *
 * @param violation the first there was, or null
 * @param faults how often each kind really happened
 * @param virtualUs how much time passed in it
 * @param digest the same whenever the same scenario is run
 */
public record Result(
    @Nullable Violation violation,
    Map<Fault, Integer> faults,
    long virtualUs,
    long calls,
    long commits,
    long digest) {}
