/** Tests of pauses. */
@NullMarked
package io.tavolo.retry;

import org.jspecify.annotations.NullMarked;
