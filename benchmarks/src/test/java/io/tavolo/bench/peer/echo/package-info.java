/** The echo answers as the others do. */
@NullMarked
package io.tavolo.bench.peer.echo;

import org.jspecify.annotations.NullMarked;
