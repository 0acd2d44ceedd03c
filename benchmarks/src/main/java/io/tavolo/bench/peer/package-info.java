/**
 * What Tavolo is measured against: its own HTTP server, and behind it something else.
 *
 * <p>Instruments, but honest ones: the same requests, bodies and answers, the same rules from the
 * same engine, the same rows, each durable before its answer leaves, and everything tuned as its
 * friends would. They book and cancel, and do nothing else.
 *
 * <ul>
 *   <li>{@link io.tavolo.bench.peer.sql} {@code for-update} and {@code single-statement}: the
 *       database decides;
 *   <li>{@link io.tavolo.bench.peer.echo} {@code echo}: nobody does, the ceiling;
 *   <li>{@link io.tavolo.bench.peer.pekko} {@code pekko}: one actor a restaurant does, in memory.
 * </ul>
 *
 * Start at {@link io.tavolo.bench.peer.PeerServer}.
 */
@NullMarked
package io.tavolo.bench.peer;

import org.jspecify.annotations.NullMarked;
