/**
 * How committed events reach the outside, as a state machine without I/O: inputs in, effects out.
 *
 * <pre>
 *                     ┌──────── room, no gap ────────┐
 *   committed rows ─▶ direct ──────────────────────▶ send ─▶ acked ─▶ cursor stored now and then
 *                     │  ▲                           ▲
 *     no room, a gap, │  │ nothing left to read      │ page by page, shard after shard
 *     no producer     ▼  │                           │
 *                     behind (rows are dropped) ─▶ read the journal
 *
 *   a record failed ─▶ that generation of the producer ends; every shard is sent again from its last acked event
 * </pre>
 *
 * What is sent is known by shard and sequence, so sending twice is allowed and sending out of order
 * is not. Nothing is decided here, and no format of a record is known. Start at {@link
 * io.tavolo.engine.publish.Publishing}.
 */
@NullMarked
package io.tavolo.engine.publish;

import org.jspecify.annotations.NullMarked;
