/**
 * What a run of chaos must have kept, found out afterwards from three things: the histories of the
 * clients, the database, and the topic. Pure: no clock, no I/O; start reading at {@code Checker}.
 *
 * <p>The journal gives each restaurant's events one order; <em>version</em> {@code n} of a
 * restaurant is what stands after its first {@code n} events. Every event is ascribed to the call
 * that asked for it, by its idempotency key, its external id or its reservation. Then, by the
 * letters of the invariants:
 *
 * <ul>
 *   <li><b>A</b> at no version does a table have two visits at a time; every visit lies in a slot,
 *       for the full time, at a table that takes the party.
 *   <li><b>B</b> whatever was answered with success is in the journal, and stands as it was shown.
 *   <li><b>C</b> one event a command, none that nobody asked for, and each as it was asked for: of
 *       the call's kind, its reservation, its start and its party, as far as the call names them; a
 *       call with an unknown outcome has none or one, a call whose every attempt was answered
 *       "nothing was done" has none, one that was refused has none.
 *   <li><b>D</b> a shard's sequence has no gap, its epochs and its time never fall, and its head is
 *       not behind its journal.
 *   <li><b>E</b> the rows of reservations are the replay of the journal, and what the nodes offer
 *       after the end is what the replay leaves free.
 *   <li><b>F</b> the topic has every event of the journal and nothing else, each restaurant's in
 *       order, repeats by {@code ce_id} aside.
 *   <li><b>H</b> each restaurant's history is linearizable. The writes stand in the journal's
 *       order, which must agree with real time: a call that had ended before another was sent comes
 *       first. Each refusal, each reading of a reservation and each availability answered by a lane
 *       must be true at a version within its window: not before what was acknowledged, or read,
 *       before it was sent, not after what was asked for when it had ended. The versions are chosen
 *       as low as they may be, in the order of sending; that finds a choice if there is one, since
 *       a lower one only leaves more room to those that come later.
 * </ul>
 *
 * <p>Whether a table is free is found naively here, tables times intervals, and owes nothing to the
 * engine's inventory. <b>I</b>, one owner a shard and bookings everywhere once a fault has healed,
 * is watched while it happens.
 *
 * <p>Limits. An availability that may come from the cache need only have been true at a version
 * that is not in the future. A reading of what is free that shared its answer with an earlier one
 * is judged from the beginning of that one. When a hold runs out is the lane's own clock's matter:
 * where only the clock can say that a refusal was right, it is compared with the harness's clock,
 * with room for the jumps of the run. Joined tables, areas, pacing and changes of definitions are
 * not part of these histories. All that could not be decided is counted, and printed.
 */
@NullMarked
package io.tavolo.chaos.check;

import org.jspecify.annotations.NullMarked;
