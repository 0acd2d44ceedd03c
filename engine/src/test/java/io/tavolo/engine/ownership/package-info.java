/** Leases, and who should take and give which shard, with the world noted down. */
@NullMarked
package io.tavolo.engine.ownership;

import org.jspecify.annotations.NullMarked;
