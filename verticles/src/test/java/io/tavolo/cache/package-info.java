/** The cache against a real Redis that is stopped, frozen and started, and a lane that is told. */
@NullMarked
package io.tavolo.cache;

import org.jspecify.annotations.NullMarked;
