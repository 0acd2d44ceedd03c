/**
 * Who owns which shard, and how a request finds it. The cluster's view says who should try,
 * Postgres says who may; the rules are in {@link io.tavolo.engine.ownership} and {@link
 * io.tavolo.engine.routing}. Start at {@link io.tavolo.cluster.OwnershipVerticle}.
 */
@NullMarked
package io.tavolo.cluster;

import org.jspecify.annotations.NullMarked;
