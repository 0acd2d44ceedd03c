/**
 * Who owns a shard: the lease a node keeps, and how it takes and gives. Pure; Postgres has the last
 * word on every step. Start at {@link io.tavolo.engine.ownership.Ownership} for the steps, at
 * {@link io.tavolo.engine.ownership.Reconciler} for the plan.
 */
@NullMarked
package io.tavolo.engine.ownership;

import org.jspecify.annotations.NullMarked;
