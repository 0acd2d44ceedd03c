/**
 * The checker is checked: faults planted into copies of our own sources, which the simulator has to
 * find.
 *
 * <p>A {@link io.tavolo.engine.simulation.planted.PlantedFault} names a place in a source file and
 * what to put there; {@link io.tavolo.engine.simulation.planted.Patch} compiles that file in
 * memory; {@link io.tavolo.engine.simulation.planted.PatchedClasses} loads it with a whole engine
 * of its own around it. Nothing on disk is changed. The lists stand by what they break: lane,
 * ownership, routing, publishing, and the statements of Postgres.
 */
@NullMarked
package io.tavolo.engine.simulation.planted;

import org.jspecify.annotations.NullMarked;
