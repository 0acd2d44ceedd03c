package io.tavolo.engine.availability;

import org.jspecify.annotations.Nullable;

/** What an entry of the cache is worth to who reads it. */
public enum CacheRead {
  /** It may be shown. */
  HIT,
  /** There is none for this restaurant. */
  MISS,
  /** An earlier owner of the shard wrote it: it may lack what a later one decided. */
  OUTDATED;

  /**
   * Judges an entry that was found under a restaurant's number and a service date.
   *
   * @param found null when there is none
   * @param restaurantId the restaurant that is asked for; another may have the same number
   * @param newestEpoch the newest that is known of the restaurant's shard
   */
  public static CacheRead of(@Nullable DaySnapshot found, String restaurantId, long newestEpoch) {
    if (found == null || !found.restaurantId().equals(restaurantId)) {
      return MISS;
    }
    return found.epoch() < newestEpoch ? OUTDATED : HIT;
  }
}
