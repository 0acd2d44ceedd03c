package io.tavolo.demo;

/**
 * A reservation to be made.
 *
 * @param serviceDay days since 1970-01-01
 * @param number its place among those of the house and the date, from 0: with both it is named for
 *     ever
 * @param startTick a slot of the house
 * @param partySize a size that the house takes
 */
record Visit(long serviceDay, int number, int startTick, int partySize) {}
