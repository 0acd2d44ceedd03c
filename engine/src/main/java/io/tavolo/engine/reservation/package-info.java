/** The reservation aggregate: commands in, an event or a refusal out. Start at {@code Decider}. */
@NullMarked
package io.tavolo.engine.reservation;

import org.jspecify.annotations.NullMarked;
