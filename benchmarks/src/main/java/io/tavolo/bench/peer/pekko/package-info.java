/**
 * The peer built the other way round: one event-sourced entity a restaurant, in memory, found by
 * Pekko's cluster sharding (typed Java API, a cluster of one node).
 *
 * <pre>
 *   HTTP ──▶ router ──ask──▶ shard region ──▶ entity: decide ──▶ persist ──▶ journal plugin ──▶ Postgres
 *                ◀────────────────── thenReply ◀── the batch is committed ◀──┘  many entities, one transaction
 * </pre>
 *
 * <p>An entity decides by the engine's {@code Decider} over its state, persists one fact a command,
 * with the reservation, the diner and the key, and answers when that is committed. A caller's
 * refusal for want of a table is persisted as well, as at the other peers. The newest 10,000 keys
 * of a restaurant are remembered; all are in the journal.
 *
 * <p>Set as its friends would:
 *
 * <ul>
 *   <li>The journal is pekko-persistence-jdbc 1.1.1 (Slick, HikariCP), which writes what gathered
 *       from all entities as one transaction: up to 400 events, 8 at a time. Multi-row inserts are
 *       on ({@code reWriteBatchedInserts}). pekko-persistence-r2dbc, the other choice, is not to be
 *       had from the repository that this is built from.
 *   <li>Bytes of our own, no Java serialization; a snapshot every 1,000 events, two are kept.
 *   <li>A thread a core in the dispatchers, and as many threads as connections for the blocking
 *       driver. No entity is passivated while it is measured. Its stash holds all that may ask.
 *   <li>{@code fsync} and {@code synchronous_commit} are on, as for all.
 * </ul>
 *
 * <p>On one hot restaurant it is bound by one commit after another: an entity persists one command
 * at a time. Spread, it commits in groups as Tavolo does. Beside the peer of single statements, in
 * one run of three interleaved rounds on a machine of two cores that was busy with other work
 * (3,000 restaurants, 8 connections): hot 208 writes/s to 1,667, spread 5,337 to 2,016. The pool of
 * 8 is the number of batches that the plugin writes at a time; other sizes were not measured.
 *
 * <p>Start at {@link io.tavolo.bench.peer.pekko.RestaurantEntity}.
 */
@NullMarked
package io.tavolo.bench.peer.pekko;

import org.jspecify.annotations.NullMarked;
