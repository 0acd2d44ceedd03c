/**
 * How many covers start and sit when, and how many the house takes. Start at {@link
 * io.tavolo.engine.pacing.Pace}.
 */
@NullMarked
package io.tavolo.engine.pacing;

import org.jspecify.annotations.NullMarked;
