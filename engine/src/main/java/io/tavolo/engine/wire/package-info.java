/**
 * Requests and replies as bytes, on their way from the node that was asked to the node that owns
 * the shard. Knows no transport. Nodes of two versions run side by side during an upgrade, so every
 * message begins with its format, and an unknown one is refused, not guessed; {@link
 * io.tavolo.engine.form.Formats} has the rule. Start at {@link io.tavolo.engine.wire.RequestCodec}.
 */
@NullMarked
package io.tavolo.engine.wire;

import org.jspecify.annotations.NullMarked;
