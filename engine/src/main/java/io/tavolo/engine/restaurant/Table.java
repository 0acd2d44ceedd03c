package io.tavolo.engine.restaurant;

/**
 * A table.
 *
 * @param label 1..16 of {@code A-Z a-z 0-9 . - _}, unique in the floor plan
 * @param areaId the area it stands in
 * @param minParty smallest party it is given to, 1..maxParty
 * @param maxParty its covers, 1..100
 * @param priority lower is given first among tables that waste the same number of covers, 0..999
 * @param channel the first channel it is given to
 */
public record Table(
    String label, String areaId, int minParty, int maxParty, int priority, Channel channel) {
  /** One that is given to everybody. */
  public Table(String label, String areaId, int minParty, int maxParty, int priority) {
    this(label, areaId, minParty, maxParty, priority, Channel.ONLINE);
  }
}
