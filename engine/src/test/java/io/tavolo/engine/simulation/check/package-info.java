/**
 * What must hold of a simulated run: callers and commits are told to the history of it, which
 * throws a {@link io.tavolo.engine.simulation.check.Violation} as soon as it knows of one. Nothing
 * here acts on the run, reads a clock, or trusts what a lane has in memory. Start at {@link
 * io.tavolo.engine.simulation.check.History}.
 */
@NullMarked
package io.tavolo.engine.simulation.check;

import org.jspecify.annotations.NullMarked;
