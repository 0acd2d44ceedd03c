package io.tavolo.engine.restaurant;

import org.jspecify.annotations.Nullable;

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
 * @param holdsPerDiner how many holds a diner may have at once, 0 for any number, 0..100
 * @param onePerDiner whether a diner may have only one reservation at a time: none that overlaps
 * @param deposit null when nothing is paid ahead
 */
public record Policies(
    int minNoticeMinutes,
    int horizonDays,
    int minParty,
    int maxParty,
    int holdTtlSeconds,
    int cancellationCutoffMinutes,
    boolean showTables,
    int holdsPerDiner,
    boolean onePerDiner,
    @Nullable Deposit deposit) {
  /** The furthest that any horizon may be. */
  public static final int MAX_HORIZON_DAYS = 730;

  /** What a restaurant has until it says otherwise. */
  public static final Policies DEFAULT = new Policies(0, 90, 1, 20, 300, 0, false);

  /** Without rules about the diner. */
  public Policies(
      int minNoticeMinutes,
      int horizonDays,
      int minParty,
      int maxParty,
      int holdTtlSeconds,
      int cancellationCutoffMinutes,
      boolean showTables) {
    this(
        minNoticeMinutes,
        horizonDays,
        minParty,
        maxParty,
        holdTtlSeconds,
        cancellationCutoffMinutes,
        showTables,
        0,
        false,
        null);
  }

  /** What a party pays ahead, in the currency's smallest unit; 0 for nothing. */
  public int depositMinor(int partySize) {
    return deposit == null || partySize < deposit.minParty()
        ? 0
        : deposit.minorPerCover() * partySize;
  }
}
