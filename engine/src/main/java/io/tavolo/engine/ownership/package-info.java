/**
 * Who owns a shard: the lease a node holds, and the plan by which it takes and gives. Pure;
 * Postgres has the last word on every step. Start at {@link io.tavolo.engine.ownership.Reconciler}.
 */
@NullMarked
package io.tavolo.engine.ownership;

import org.jspecify.annotations.NullMarked;
