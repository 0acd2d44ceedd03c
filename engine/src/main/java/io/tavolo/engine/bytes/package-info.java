/**
 * Values as bytes, in the form shared by all that is stored or sent. Knows no value of the domain.
 * Start at {@link io.tavolo.engine.bytes.ByteWriter}.
 */
@NullMarked
package io.tavolo.engine.bytes;

import org.jspecify.annotations.NullMarked;
