package io.tavolo.engine.id;

/**
 * The 64-bit number a restaurant id hashes to. Any node finds it without a look-up; that two ids
 * share a number is seen when the second is created, and refused.
 */
public final class RestaurantNumber {
  private RestaurantNumber() {}

  public static long of(String restaurantId) {
    return Hash.of(restaurantId);
  }

  /**
   * The shard that keeps the restaurant.
   *
   * @param shards how many there are, fixed at the first start of the database
   */
  public static int shardOf(long restaurant, int shards) {
    return (int) Long.remainderUnsigned(Hash.mix(restaurant), shards);
  }
}
