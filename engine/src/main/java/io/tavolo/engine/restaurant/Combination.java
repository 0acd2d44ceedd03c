package io.tavolo.engine.restaurant;

import java.util.List;

/**
 * Tables that are put together for parties of a size of their own; stands for the row of the same
 * tables, if {@linkplain Join joins} make one.
 *
 * @param id 1..32 of {@code a-z 0-9 - _}, unique in the floor plan
 * @param tables labels, 2..{@link FloorPlan#MAX_JOINED}, of one area
 * @param minParty smallest party it is given to, 1..maxParty
 * @param maxParty its covers, 1..100
 * @param priority lower is given first among joined tables that waste the same number of covers,
 *     0..999
 */
public record Combination(
    String id, List<String> tables, int minParty, int maxParty, int priority) {
  public Combination {
    tables = List.copyOf(tables);
  }
}
