package io.tavolo.payments;

import io.vertx.core.Future;

/**
 * A provider of payments. At most one authorisation of an order stands at a time, however often and
 * by whatever node it is asked for: an unknown outcome is resolved by asking again.
 *
 * <p>Called on event loops, which it does not block; futures complete on the caller's context, and
 * fail when the provider cannot be reached, with the outcome unknown. How long to wait is the
 * caller's to say.
 */
public interface Payments {

  /**
   * What is paid for.
   *
   * @param name unique among all orders, for ever
   * @param amountMinor in the currency's smallest unit, 1 or more
   * @param currency three capital letters, ISO 4217
   */
  record Order(String name, int amountMinor, String currency) {}

  /** What the provider says. */
  enum Outcome {
    /** The amount is set aside. */
    AUTHORISED,
    /** Nothing was set aside; another means of payment may do. */
    DECLINED
  }

  /**
   * Sets the amount aside. When it is already, that is the answer, by whatever token; a standing
   * authorisation of another amount is given back first.
   *
   * @param token stands for the means of payment; made by the provider, and of no use elsewhere
   */
  Future<Outcome> authorise(Order order, String token);

  /** Gives back what is set aside for the order, if anything is. */
  Future<Void> giveBack(Order order);
}
