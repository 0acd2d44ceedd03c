package io.tavolo.engine.reservation;

import io.tavolo.engine.inventory.Seatings;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A reservation as it is being written: a new one, or the next version of one. One thread. */
final class Draft {
  private final long id;
  private Status status;
  private int partySize;
  private int startTick;
  private int endTick;
  private int freeTick;
  private int serviceDay;
  private List<String> tables = List.of();
  private String areaId = "";
  private boolean areaAsked;
  private long diner;
  private long dinerKey;
  private @Nullable ExternalId external;
  private int version = 1;
  private long holdUntilMs;
  private long createdMs;
  private int depositMinor;
  private boolean pacingExceeded;

  /** A new reservation, confirmed unless it is held. */
  Draft(Command.Create create, long createdMs) {
    id = create.reservation();
    status = Status.CONFIRMED;
    partySize = create.partySize();
    areaAsked = create.areaId() != null;
    external = create.external();
    this.createdMs = createdMs;
    diner(create.diner());
  }

  /** The next version of a reservation, still the same. */
  Draft(Reservation before) {
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

  /** In another state, and a hold no longer. */
  Draft status(Status changed) {
    status = changed;
    holdUntilMs = 0;
    return this;
  }

  /** Of this diner, unless it is null. */
  Draft diner(@Nullable Diner given) {
    if (given != null) {
      diner = given.ref();
      dinerKey = given.key();
    }
    return this;
  }

  Draft party(int size) {
    partySize = size;
    return this;
  }

  Draft areaAsked(boolean asked) {
    areaAsked = asked;
    return this;
  }

  Draft deposit(int minor) {
    depositMinor = minor;
    return this;
  }

  /** Held until then, unless that is 0. */
  Draft heldUntil(long ms) {
    if (ms != 0) {
      status = Status.HELD;
      holdUntilMs = ms;
    }
    return this;
  }

  /** From one tick to another, and nothing taken afterwards. */
  Draft time(long date, int start, int end) {
    serviceDay = (int) date;
    startTick = start;
    endTick = end;
    freeTick = end;
    return this;
  }

  /** From a slot to a tick, at a seating, and a reset afterwards. */
  Draft place(Floor floor, int start, int end, int seating, boolean exceeded) {
    time(floor.calendar().serviceDateOf(start), start, end);
    freeTick = end + floor.resetTicks();
    pacingExceeded = exceeded;
    return seating(floor.seatings(), seating);
  }

  /** At another seating, at the same time. */
  Draft seating(Seatings seatings, int seating) {
    tables = seatings.labels(seating);
    areaId = seatings.areaId(seatings.areaOf(seating));
    return this;
  }

  Draft area(@Nullable String id) {
    areaId = id == null ? "" : id;
    return this;
  }

  Draft pacingExceeded(boolean exceeded) {
    pacingExceeded = exceeded;
    return this;
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

  Event.OfReservation as(Event.Kind kind) {
    return new Event.OfReservation(kind, done());
  }
}
