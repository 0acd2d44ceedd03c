package io.tavolo.http;

import io.tavolo.engine.id.ReservationId;
import io.tavolo.engine.reservation.Reservation;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** What is known of diners, by hand. */
final class NotedDiners implements DinerTimes {
  final Map<Long, List<Visit>> visits = new ConcurrentHashMap<>();
  final List<Reservation> put = new CopyOnWriteArrayList<>();

  void note(long dinerKey, Visit visit) {
    visits.computeIfAbsent(dinerKey, key -> new ArrayList<>()).add(visit);
  }

  @Override
  public Future<List<Visit>> of(long dinerKey) {
    return Future.succeededFuture(visits.getOrDefault(dinerKey, List.of()));
  }

  @Override
  public void put(ReservationId id, Reservation reservation) {
    put.add(reservation);
  }
}
