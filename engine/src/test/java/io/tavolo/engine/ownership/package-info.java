/** Who should take and give which shard. */
@NullMarked
package io.tavolo.engine.ownership;

import org.jspecify.annotations.NullMarked;
