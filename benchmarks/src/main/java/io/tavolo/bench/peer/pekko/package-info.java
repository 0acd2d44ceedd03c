/** Draft. */
@NullMarked
package io.tavolo.bench.peer.pekko;

import org.jspecify.annotations.NullMarked;
