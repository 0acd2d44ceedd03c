/**
 * The members of domain values as bytes, shared by what is stored and what is sent. A form has no
 * version of its own: the codec that uses it writes one before it, and a change of form is a new
 * format of everything here and in {@link io.tavolo.engine.journal}, {@link io.tavolo.engine.wire}
 * and {@link io.tavolo.engine.availability}. Start at {@link io.tavolo.engine.form.Formats}, which
 * has the rule by which a new format comes.
 */
@NullMarked
package io.tavolo.engine.form;

import org.jspecify.annotations.NullMarked;
