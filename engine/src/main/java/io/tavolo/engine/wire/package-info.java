/**
 * Requests and replies as bytes, on their way from the node that was asked to the node that owns
 * the shard. Knows no transport. Nodes of two versions run side by side during an upgrade, so every
 * message begins with the version of its form, and an unknown one is refused, not guessed. Start at
 * {@link io.tavolo.engine.wire.RequestCodec}.
 */
@NullMarked
package io.tavolo.engine.wire;

import org.jspecify.annotations.NullMarked;
