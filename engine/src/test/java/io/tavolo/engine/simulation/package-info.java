/**
 * A machine that tries to break the promise: nodes with the real machines of lane, ownership,
 * lease, routing and publishing, over models of Postgres, Kafka, Redis and a bad network, in
 * virtual time, from one seed. Start at {@link io.tavolo.engine.simulation.Simulation}; what a run
 * consists of is in {@link io.tavolo.engine.simulation.Scenario}.
 */
@NullMarked
package io.tavolo.engine.simulation;

import org.jspecify.annotations.NullMarked;
