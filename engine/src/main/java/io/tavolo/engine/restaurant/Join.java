package io.tavolo.engine.restaurant;

/**
 * Two tables of one area that can be pushed together, by their labels. Joins that share a table
 * make a row: with A-B and B-C, A-B-C too, up to {@link FloorPlan#MAX_JOINED} tables, with the
 * covers of its tables. The joins of a plan form no ring.
 */
public record Join(String first, String second) {}
