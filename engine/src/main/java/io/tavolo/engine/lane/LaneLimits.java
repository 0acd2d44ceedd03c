package io.tavolo.engine.lane;

/**
 * The bounds of one lane.
 *
 * @param commandsPerBatch what one statement commits at most, 1..1024
 * @param queued submissions accepted and not answered yet, over all shards
 * @param waitingPerRestaurant submissions that wait for one restaurant to load
 * @param residents restaurants in memory; the least recently used one goes first
 * @param keysPerRestaurant commands of the last 24 hours a restaurant remembers
 * @param interests service dates that are kept fresh in the cache
 */
public record LaneLimits(
    int commandsPerBatch,
    int queued,
    int waitingPerRestaurant,
    int residents,
    int keysPerRestaurant,
    int interests) {
  public static final LaneLimits DEFAULT =
      new LaneLimits(512, 16_384, 4_096, 20_000, 4_000_000, 100_000);

  /** The same with other batches. */
  public LaneLimits withBatchesOf(int commands) {
    return new LaneLimits(
        commands, queued, waitingPerRestaurant, residents, keysPerRestaurant, interests);
  }
}
