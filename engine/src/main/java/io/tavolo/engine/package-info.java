/**
 * The domain and the protocols, pure: no framework, no SQL, no clock, no randomness, no threads.
 * Time and ids come in with the command; effects go out as values. Start reading at {@link
 * io.tavolo.engine.reservation}, then {@link io.tavolo.engine.lane}.
 */
@NullMarked
package io.tavolo.engine;

import org.jspecify.annotations.NullMarked;
