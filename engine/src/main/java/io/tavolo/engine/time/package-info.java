/**
 * Local calendars on a global line of 5-minute ticks in UTC. The only place that knows zones and
 * daylight saving. Start at {@link io.tavolo.engine.time.Calendar}.
 */
@NullMarked
package io.tavolo.engine.time;

import org.jspecify.annotations.NullMarked;
