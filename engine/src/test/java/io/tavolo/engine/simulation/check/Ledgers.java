package io.tavolo.engine.simulation.check;

import io.tavolo.engine.id.RestaurantNumber;
import io.tavolo.engine.restaurant.Restaurant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.agrona.collections.Long2ObjectHashMap;

/** Every restaurant that was there or was spoken of, in the order in which they came. */
final class Ledgers {
  private final int shards;
  private final Long2ObjectHashMap<Ledger> byNumber = new Long2ObjectHashMap<>();
  private final List<Ledger> inOrder = new ArrayList<>();

  Ledgers(int shards, Collection<Restaurant> first) {
    this.shards = shards;
    for (Restaurant restaurant : first) {
      String name = restaurant.profile().restaurantId();
      long number = RestaurantNumber.of(name);
      add(new Ledger(number, name, RestaurantNumber.shardOf(number, shards), restaurant));
    }
  }

  /** The restaurant of that number; its name counts when it is new. */
  Ledger of(long number, String name) {
    Ledger known = byNumber.get(number);
    return known != null
        ? known
        : add(
            new Ledger(
                number,
                name.isEmpty() ? Words.id(number) : name,
                RestaurantNumber.shardOf(number, shards),
                null));
  }

  List<Ledger> all() {
    return inOrder;
  }

  private Ledger add(Ledger ledger) {
    byNumber.put(ledger.number, ledger);
    inOrder.add(ledger);
    return ledger;
  }
}
