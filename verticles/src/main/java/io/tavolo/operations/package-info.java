/**
 * What operators see, on a port of its own: health that tells the truth, metrics, shards. Nothing
 * for diners or partners is served here. Start at {@link io.tavolo.operations.OperationsVerticle}.
 */
@NullMarked
package io.tavolo.operations;

import org.jspecify.annotations.NullMarked;
