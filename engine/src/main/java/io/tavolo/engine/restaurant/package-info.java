/**
 * What an operator defines: profile, floor plan, schedule, policies. Immutable records, checked by
 * {@code faults}; nothing here knows a reservation.
 */
@NullMarked
package io.tavolo.engine.restaurant;

import org.jspecify.annotations.NullMarked;
