package io.tavolo.engine.lane;

import io.tavolo.engine.reservation.Command;

/** What a lane is asked: a command with its key, or a question. */
public sealed interface Request {
  String restaurantId();

  /** {@code RestaurantNumber.of(restaurantId)}. */
  long restaurant();

  /**
   * A command on its way.
   *
   * @param restaurantId as the client said it, or empty when only the number is known (from a
   *     reservation's id)
   * @param trace of the request that brought it
   */
  record Submit(
      String restaurantId, long restaurant, CommandKey key, Command command, TraceContext trace)
      implements Request {
    /** A command that no request brought. */
    public Submit(String restaurantId, long restaurant, CommandKey key, Command command) {
      this(restaurantId, restaurant, key, command, TraceContext.NONE);
    }
  }

  /**
   * Availability of one service date, answered from memory.
   *
   * @param serviceDay days since 1970-01-01
   * @param interested whether the caller will go on reading the day from the cache, so that it has
   *     to be kept fresh
   */
  record ReadDay(String restaurantId, long restaurant, int serviceDay, boolean interested)
      implements Request {}
}
