/** Slots and service dates where clocks change, and where they never do. */
@NullMarked
package io.tavolo.engine.time;

import org.jspecify.annotations.NullMarked;
