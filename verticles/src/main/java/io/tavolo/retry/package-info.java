/** How long to wait before something is tried again. Knows nothing of what is tried. */
@NullMarked
package io.tavolo.retry;

import org.jspecify.annotations.NullMarked;
