/** Definitions, sound ones and each way to be unsound. */
@NullMarked
package io.tavolo.engine.restaurant;

import org.jspecify.annotations.NullMarked;
