/** Every request and reply through its bytes and back, and bytes that are no message. */
@NullMarked
package io.tavolo.engine.wire;

import org.jspecify.annotations.NullMarked;
