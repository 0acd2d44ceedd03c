package io.tavolo.engine.naive;

import io.tavolo.engine.reservation.Diner;
import io.tavolo.engine.reservation.ExternalId;
import io.tavolo.engine.reservation.Reservation;
import io.tavolo.engine.reservation.Status;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A reservation while it is being written down. */
final class Sketch {
  long id;
  Status status = Status.CONFIRMED;
  int partySize;
  int startTick;
  int endTick;
  int freeTick;
  int serviceDay;
  List<String> tables = List.of();
  String areaId = "";
  boolean areaAsked;
  long diner;
  long dinerKey;
  @Nullable ExternalId external;
  int version = 1;
  long holdUntilMs;
  long createdMs;
  int depositMinor;
  boolean pacingExceeded;

  Sketch() {}

  /** The next version of the reservation. */
  Sketch(Reservation before) {
    id = before.id();
    status = before.status();
    partySize = before.partySize();
    startTick = before.startTick();
    endTick = before.endTick();
    freeTick = before.freeTick();
    serviceDay = before.serviceDay();
    tables = before.tables();
    areaId = before.areaId();
    areaAsked = before.areaAsked();
    diner = before.diner();
    dinerKey = before.dinerKey();
    external = before.external();
    version = before.version() + 1;
    holdUntilMs = before.holdUntilMs();
    createdMs = before.createdMs();
    depositMinor = before.depositMinor();
    pacingExceeded = before.pacingExceeded();
  }

  void of(@Nullable Diner person) {
    if (person != null) {
      diner = person.ref();
      dinerKey = person.key();
    }
  }

  void at(NaiveTables.Seating seating) {
    tables = seating.labels();
    areaId = seating.areaId();
  }

  Reservation done() {
    return new Reservation(
        id,
        status,
        partySize,
        startTick,
        endTick,
        freeTick,
        serviceDay,
        tables,
        areaId,
        areaAsked,
        diner,
        dinerKey,
        external,
        version,
        holdUntilMs,
        createdMs,
        depositMinor,
        pacingExceeded);
  }
}
