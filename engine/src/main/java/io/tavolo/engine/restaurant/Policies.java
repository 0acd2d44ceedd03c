package io.tavolo.engine.restaurant;

/**
 * What a diner may book.
 *
 * @param minNoticeMinutes a start nearer than this is too soon, 0..43200
 * @param horizonDays a service date further than this many days ahead of today, on the restaurant's
 *     calendar, is too far, 1..730
 * @param minParty 1..maxParty
 * @param maxParty 1..100
 * @param holdTtlSeconds how long a hold keeps its table, 10..3600
 * @param cancellationCutoffMinutes a diner may cancel or move until so many minutes before the
 *     start, 0..43200
 * @param showTables whether diners see table labels
 */
public record Policies(
    int minNoticeMinutes,
    int horizonDays,
    int minParty,
    int maxParty,
    int holdTtlSeconds,
    int cancellationCutoffMinutes,
    boolean showTables) {
  /** What a restaurant has until it says otherwise. */
  public static final Policies DEFAULT = new Policies(0, 90, 1, 20, 300, 0, false);
}
