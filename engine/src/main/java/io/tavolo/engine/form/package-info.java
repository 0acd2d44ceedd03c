/**
 * The members of domain values as bytes, shared by what is stored and what is sent. A form has no
 * version of its own: the codec that uses it writes one before it, and a change of form is a new
 * version of every codec here and in {@link io.tavolo.engine.journal} and {@link
 * io.tavolo.engine.wire}. Start at {@link io.tavolo.engine.form.ReservationForm}.
 */
@NullMarked
package io.tavolo.engine.form;

import org.jspecify.annotations.NullMarked;
