/** Placeholder. */
@NullMarked
package io.tavolo.bench;

import org.jspecify.annotations.NullMarked;
