/**
 * Events and definitions as bytes, the form in which the database keeps them for ever. Knows
 * neither the database nor what an event means. Start at {@link
 * io.tavolo.engine.journal.EventCodec}.
 */
@NullMarked
package io.tavolo.engine.journal;

import org.jspecify.annotations.NullMarked;
