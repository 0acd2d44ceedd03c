package io.tavolo.engine.restaurant;

/**
 * How long a party keeps its table.
 *
 * @param upToParty parties of this size and smaller, down to the rule before
 * @param minutes 15..720, a multiple of 5
 */
public record TurnTime(int upToParty, int minutes) {}
