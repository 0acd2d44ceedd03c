/** Who owns which shard, and how a request finds it. */
@NullMarked
package io.tavolo.cluster;

import org.jspecify.annotations.NullMarked;
