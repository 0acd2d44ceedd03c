/**
 * The lanes: {@link io.tavolo.engine.lane.Lane}'s machine on an event loop, its effects carried to
 * Postgres, Kafka and Redis. No rule of booking is in here. Start at {@link
 * io.tavolo.lane.LaneVerticle}.
 */
@NullMarked
package io.tavolo.lane;

import org.jspecify.annotations.NullMarked;
