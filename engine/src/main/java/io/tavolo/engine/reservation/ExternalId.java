package io.tavolo.engine.reservation;

/**
 * A caller's own name for a reservation, as a 128-bit digest over the caller and the name: unique
 * in its restaurant for ever.
 */
public record ExternalId(long high, long low) {}
