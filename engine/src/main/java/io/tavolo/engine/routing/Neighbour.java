package io.tavolo.engine.routing;

/**
 * Another node whose lease runs.
 *
 * @param node its name, one of its own for each start
 * @param address where it says that it is reached
 */
public record Neighbour(String node, String address) {}
