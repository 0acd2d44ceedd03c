/**
 * The actors and adapters around the engine. A request comes in at {@link io.tavolo.http}, finds
 * its shard's owner through {@link io.tavolo.cluster}, is decided on a {@link io.tavolo.lane},
 * stored by {@link io.tavolo.postgres}, and told by {@link io.tavolo.publish} and {@link
 * io.tavolo.cache}. {@link io.tavolo.node} joins them; start reading at {@code
 * io.tavolo.node.Parts}.
 */
@NullMarked
package io.tavolo;

import org.jspecify.annotations.NullMarked;
