/**
 * What the nodes of a simulated run tell the outside, and what must hold of it.
 *
 * <pre>
 *   publishing ─▶ Producers ─▶ Topic ─▶ Published    (F: Kafka has every committed event, in order, and nothing else)
 *   lanes      ─▶ CacheLink ─▶ Cache ─▶ CacheReads   (G: what readers are shown)
 * </pre>
 *
 * Kafka and Redis are modelled as far as the product relies on them. Time and chance come from
 * whoever runs the simulation; what went wrong is counted in a {@link
 * io.tavolo.engine.simulation.outside.Tally}. Nothing here knows a node. Start at {@link
 * io.tavolo.engine.simulation.outside.Topic}.
 */
@NullMarked
package io.tavolo.engine.simulation.outside;

import org.jspecify.annotations.NullMarked;
