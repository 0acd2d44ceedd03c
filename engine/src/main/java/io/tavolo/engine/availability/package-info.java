/**
 * What diners may be offered, by the same rules that booking obeys. A snapshot stands by itself, so
 * that any node answers from it; it never authorises a booking. Start at {@link
 * io.tavolo.engine.availability.DaySnapshot}.
 */
@NullMarked
package io.tavolo.engine.availability;

import org.jspecify.annotations.NullMarked;
