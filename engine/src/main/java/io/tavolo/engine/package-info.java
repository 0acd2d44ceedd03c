/** Placeholder. */
@NullMarked
package io.tavolo.engine;

import org.jspecify.annotations.NullMarked;
