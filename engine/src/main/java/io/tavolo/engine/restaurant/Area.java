package io.tavolo.engine.restaurant;

/**
 * A part of the house a diner may ask for.
 *
 * @param id 1..32 of {@code a-z 0-9 - _}
 * @param name shown to diners, 1..80 characters
 */
public record Area(String id, String name) {}
