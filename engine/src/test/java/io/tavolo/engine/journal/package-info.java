/** Every event through its bytes and back, with values from the whole range of their types. */
@NullMarked
package io.tavolo.engine.journal;

import org.jspecify.annotations.NullMarked;
