/**
 * Many runs of the simulator: on all cores, counted, and the failing ones made small. Nothing here
 * takes part in a run. Start at {@link io.tavolo.engine.simulation.campaign.Simulate}, which {@code
 * ./scripts/simulate} calls.
 */
@NullMarked
package io.tavolo.engine.simulation.campaign;

import org.jspecify.annotations.NullMarked;
