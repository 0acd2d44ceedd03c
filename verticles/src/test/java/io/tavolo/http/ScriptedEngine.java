package io.tavolo.http;

import io.tavolo.cluster.Router;
import io.tavolo.engine.availability.DaySnapshot;
import io.tavolo.engine.id.ReservationId;
import io.tavolo.engine.lane.Reply;
import io.tavolo.engine.lane.Request;
import io.tavolo.engine.reservation.Command;
import io.tavolo.engine.restaurant.Profile;
import io.tavolo.engine.restaurant.Restaurant;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Stands where the router, the database and the cache stand: answers as told, keeps what it saw.
 */
final class ScriptedEngine implements Router, Reads, Availability, AvailabilityChanges {
  static final Reply UNSCRIPTED = new Reply.Unavailable(Reply.Reason.QUEUE_FULL);

  final List<Request.Submit> asked = new CopyOnWriteArrayList<>();
  final List<Search> searches = new CopyOnWriteArrayList<>();
  final Map<ReservationId, Found> reservations = new ConcurrentHashMap<>();
  final Map<String, Restaurant> restaurants = new ConcurrentHashMap<>();
  volatile Function<Request.Submit, Reply> script = request -> UNSCRIPTED;

  /** No command is answered before it completes. */
  volatile Future<Void> gate = Future.succeededFuture();

  volatile Reply day = UNSCRIPTED;

  /** What {@link #days} answers, instead of {@link #day}. */
  final Map<String, Reply> days = new ConcurrentHashMap<>();

  /** Who watches, each with the context to be told on. */
  final List<Watcher> watchers = new CopyOnWriteArrayList<>();

  volatile int mostWatchers = Integer.MAX_VALUE;
  volatile boolean databaseDown;

  /** Has a defect wherever it is asked. */
  volatile boolean broken;

  @Override
  public Future<Reply> ask(Request request, long timeoutMs) {
    requireWhole();
    Request.Submit submit = (Request.Submit) request;
    asked.add(submit);
    Future<Void> open = gate;
    if (open.isComplete()) {
      return Future.succeededFuture(script.apply(submit));
    }
    Context caller = Vertx.currentContext();
    Promise<Reply> answer = Promise.promise();
    open.onSuccess(v -> caller.runOnContext(w -> answer.complete(script.apply(submit))));
    return answer.future();
  }

  Request.Submit last() {
    return asked.get(asked.size() - 1);
  }

  <C extends Command> C lastCommand(Class<C> type) {
    return type.cast(last().command());
  }

  @Override
  public Future<Reply> day(String restaurantId, int serviceDay) {
    requireWhole();
    return Future.succeededFuture(day);
  }

  @Override
  public Future<List<Reply>> days(List<String> restaurantIds, int serviceDay, long timeoutMs) {
    return Future.succeededFuture(
        restaurantIds.stream().map(id -> days.getOrDefault(id, day)).toList());
  }

  /** Somebody who watches. */
  record Watcher(Context context, Handler<DaySnapshot> changes) {}

  @Override
  public @Nullable Watching watch(
      String restaurantId, int serviceDay, Handler<DaySnapshot> changes) {
    if (watchers.size() >= mostWatchers) {
      return null;
    }
    Watcher watcher = new Watcher(Vertx.currentContext(), changes);
    watchers.add(watcher);
    return () -> watchers.remove(watcher);
  }

  /** The day changes, for everybody. */
  void change(DaySnapshot to) {
    day = new Reply.Day(to);
    watchers.forEach(watcher -> watcher.context.runOnContext(v -> watcher.changes.handle(to)));
  }

  @Override
  public Future<Optional<Found>> reservation(ReservationId id) {
    return answer(Optional.ofNullable(reservations.get(id)));
  }

  @Override
  public Future<Optional<Restaurant>> restaurant(String restaurantId) {
    return answer(Optional.ofNullable(restaurants.get(restaurantId)));
  }

  @Override
  public Future<List<Listed>> restaurants(Search search) {
    searches.add(search);
    Place after = search.after();
    return answer(
        restaurants.values().stream()
            .map(Restaurant::profile)
            .filter(profile -> after == null || profile.restaurantId().compareTo(after.name()) > 0)
            .sorted(Comparator.comparing(Profile::restaurantId))
            .limit(search.limit())
            .map(profile -> new Listed(profile, 1.2345, new Place(1, profile.restaurantId(), -7)))
            .toList());
  }

  private void requireWhole() {
    if (broken) {
      throw new IllegalStateException("a defect");
    }
  }

  private <T> Future<T> answer(T value) {
    requireWhole();
    return databaseDown
        ? Future.failedFuture(new NoSuchElementException("FATAL: secret-host: relation \"x\""))
        : Future.succeededFuture(value);
  }
}
