/** The generator's bookkeeping, against a server that counts too. */
@NullMarked
package io.tavolo.bench.load;

import org.jspecify.annotations.NullMarked;
