/**
 * The peer that most people would build: Tavolo's own HTTP server, and behind it one transaction a
 * command, which locks the restaurant's row with {@code SELECT … FOR UPDATE}.
 *
 * <p>An instrument, but an honest one: it applies the same rules by asking the same engine, writes
 * the same rows, prepares its statements, holds its sessions, and sends a whole transaction at
 * once, so that no lock is held over a round trip. It books and cancels, and does nothing else.
 * Start at {@link io.tavolo.bench.peer.ForUpdateRouter}.
 */
@NullMarked
package io.tavolo.bench.peer;

import org.jspecify.annotations.NullMarked;
