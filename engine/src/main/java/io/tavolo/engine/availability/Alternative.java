package io.tavolo.engine.availability;

/**
 * Another time that is free.
 *
 * @param startTick on the tick line
 * @param areaId where
 */
public record Alternative(int startTick, String areaId) {}
