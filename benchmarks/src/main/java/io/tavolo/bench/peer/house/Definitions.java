package io.tavolo.bench.peer.house;

import io.tavolo.engine.lane.Reply;
import io.tavolo.engine.lane.Request;
import io.tavolo.engine.reservation.Command;
import io.tavolo.engine.reservation.Decider;
import io.tavolo.engine.reservation.Decision;
import io.tavolo.engine.reservation.Event;
import io.tavolo.engine.reservation.Floor;
import io.tavolo.engine.reservation.Refusal;
import io.tavolo.engine.reservation.RestaurantState;
import io.tavolo.engine.restaurant.Restaurant;
import io.vertx.core.Future;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The restaurants' definitions, for the life of the process. Any thread. */
public final class Definitions {
  private final ConcurrentMap<Long, Restaurant> byNumber = new ConcurrentHashMap<>();

  /** Null when there is no such restaurant. */
  public @Nullable Restaurant of(long restaurant) {
    return byNumber.get(restaurant);
  }

  public void put(long restaurant, Restaurant definition) {
    byNumber.put(restaurant, definition);
  }

  /** Whether the command is about a definition. */
  public static boolean isAbout(Command command) {
    return command instanceof Command.PutProfile
        || command instanceof Command.PutFloorPlan
        || command instanceof Command.PutSchedule
        || command instanceof Command.PutPolicies;
  }

  /**
   * Changes a definition as the engine's rules want it, once it is stored.
   *
   * @param store takes the definition after the change
   */
  public Future<Reply> define(
      Request.Submit request, long nowMs, Function<Restaurant, Future<?>> store) {
    Restaurant before = of(request.restaurant());
    RestaurantState house = new RestaurantState();
    house.restore(before, List.of());
    Decision decision = Decider.decide(house, request.command(), nowMs);
    if (!(decision instanceof Event event)) {
      return Future.succeededFuture(Replies.refused(before, (Refusal) decision));
    }
    house.evolve(event);
    Floor floor = house.floor();
    if (floor == null) {
      return Future.succeededFuture(Replies.refused(before, Refusal.UNKNOWN_RESTAURANT));
    }
    Restaurant after = floor.definition();
    return store
        .apply(after)
        .map(
            stored -> {
              put(request.restaurant(), after);
              return new Reply.Stored(before == null);
            });
  }
}
