/** Placeholder. */
@NullMarked
package io.tavolo;

import org.jspecify.annotations.NullMarked;
