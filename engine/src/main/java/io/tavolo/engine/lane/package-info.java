/**
 * What a lane does, as a state machine without I/O: inputs in, effects out.
 *
 * <pre>
 *   submit ─▶ owned? ─▶ loaded? ─▶ key known? ─▶ decide ─▶ evolve ─▶ gather ─▶ commit ─▶ replies leave
 *               │          │                                            ▲          │
 *            NotOwner    load (bounded queue)                 next batch gathers   ├─ fenced by a higher epoch ─▶ drop the shard
 *                                                             while one commits    └─ outcome unknown ─▶ take the shard again
 * </pre>
 *
 * Start at {@link io.tavolo.engine.lane.Lane}; {@link io.tavolo.engine.lane.LaneEffects} is all
 * that it asks of the world.
 */
@NullMarked
package io.tavolo.engine.lane;

import org.jspecify.annotations.NullMarked;
