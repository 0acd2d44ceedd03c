package io.tavolo.demo;

import io.tavolo.engine.restaurant.Channel;
import io.tavolo.engine.restaurant.Restaurant;

/**
 * One restaurant of the city.
 *
 * @param restaurant its definition, without a fault
 * @param kind what it is
 * @param rank its place in how loved it is, 0 the most
 * @param visitsPerDay what it would be asked for on an average day, were there room
 */
record House(Restaurant restaurant, Kind kind, int rank, double visitsPerDay) {
  String id() {
    return restaurant.profile().restaurantId();
  }

  /** How a party of that size books: who would owe a deposit calls instead. */
  Channel channel(int partySize) {
    return restaurant.policies().depositMinor(partySize) == 0 ? Channel.ONLINE : Channel.IN_HOUSE;
  }
}
