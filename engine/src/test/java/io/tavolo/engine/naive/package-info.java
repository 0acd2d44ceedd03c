/**
 * The rules a second time: slow, obviously right, and sharing nothing with the engine but the
 * records that come in and go out. Wall clocks are {@code java.time}'s, tables and covers are
 * counted tick by tick from a list of reservations. Random histories hold the engine to it. Start
 * at {@link io.tavolo.engine.naive.NaiveHouse}.
 */
@NullMarked
package io.tavolo.engine.naive;

import org.jspecify.annotations.NullMarked;
