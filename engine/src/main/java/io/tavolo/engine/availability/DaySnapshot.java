package io.tavolo.engine.availability;

/**
 * What is free on one service date.
 *
 * @param serviceDay days since 1970-01-01
 */
public record DaySnapshot(String restaurantId, int serviceDay, long epoch, long seq) {}
