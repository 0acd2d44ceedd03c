/** What an entity persists must come back as it was. */
@NullMarked
package io.tavolo.bench.peer.pekko;

import org.jspecify.annotations.NullMarked;
