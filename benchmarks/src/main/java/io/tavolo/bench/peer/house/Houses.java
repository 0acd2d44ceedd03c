package io.tavolo.bench.peer.house;

import io.tavolo.engine.lane.Request;
import io.tavolo.engine.reservation.Decider;
import io.tavolo.engine.reservation.Decision;
import io.tavolo.engine.reservation.RestaurantState;
import io.tavolo.engine.restaurant.Restaurant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The definitions as one event loop has them, compiled and without any reservation: the engine's
 * rules about times and parties are asked here; which tables are free, the peer knows.
 */
public final class Houses {
  private final Definitions definitions;
  private final Map<Long, House> compiled = new HashMap<>();

  private record House(Restaurant definition, RestaurantState empty) {}

  /** Takes the definitions that all event loops share. */
  public Houses(Definitions definitions) {
    this.definitions = definitions;
  }

  /** What would come of the command if every table were free. */
  public Decision decide(Request.Submit request, long nowMs) {
    return Decider.decide(empty(request.restaurant()), request.command(), nowMs);
  }

  /** The restaurant with every table free; without a floor when there is no such restaurant. */
  private RestaurantState empty(long restaurant) {
    @Nullable Restaurant definition = definitions.of(restaurant);
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
