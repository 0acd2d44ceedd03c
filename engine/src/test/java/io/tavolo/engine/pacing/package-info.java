/** Pacing, rule by rule. Start at {@link io.tavolo.engine.pacing.PaceTest}. */
@NullMarked
package io.tavolo.engine.pacing;

import org.jspecify.annotations.NullMarked;
