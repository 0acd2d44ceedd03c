/**
 * From a failing scenario to a small one that fails in the same way. Start at {@link
 * io.tavolo.engine.simulation.shrink.Shrinker}.
 */
@NullMarked
package io.tavolo.engine.simulation.shrink;

import org.jspecify.annotations.NullMarked;
