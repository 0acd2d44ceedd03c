package io.tavolo.bench.peer;

import io.tavolo.engine.reservation.RestaurantState;
import io.tavolo.engine.restaurant.Restaurant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * The definitions as one event loop has them, compiled and without any reservation: the engine's
 * rules about times and parties are asked here, and which tables are free is asked of the database.
 */
final class PeerHouses {
  private final ConcurrentMap<Long, Restaurant> definitions;
  private final Map<Long, House> compiled = new HashMap<>();

  private record House(Restaurant definition, RestaurantState empty) {}

  /** Takes the definitions that all event loops share. */
  PeerHouses(ConcurrentMap<Long, Restaurant> definitions) {
    this.definitions = definitions;
  }

  /** The restaurant with every table free; without a floor when there is no such restaurant. */
  RestaurantState empty(long restaurant) {
    @Nullable Restaurant definition = definitions.get(restaurant);
    if (definition == null) {
      return new RestaurantState();
    }
    House house = compiled.get(restaurant);
    if (house == null || !house.definition().equals(definition)) {
      RestaurantState state = new RestaurantState();
      state.restore(definition, List.of());
      house = new House(definition, state);
      compiled.put(restaurant, house);
    }
    return house.empty();
  }
}
