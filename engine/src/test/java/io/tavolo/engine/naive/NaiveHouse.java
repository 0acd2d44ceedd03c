package io.tavolo.engine.naive;

import io.tavolo.engine.naive.NaiveCalendar.Slot;
import io.tavolo.engine.naive.NaiveTables.Seating;
import io.tavolo.engine.reservation.Command;
import io.tavolo.engine.reservation.Decision;
import io.tavolo.engine.reservation.Diner;
import io.tavolo.engine.reservation.Event;
import io.tavolo.engine.reservation.Refusal;
import io.tavolo.engine.reservation.Reservation;
import io.tavolo.engine.reservation.Status;
import io.tavolo.engine.restaurant.Channel;
import io.tavolo.engine.restaurant.FloorPlan;
import io.tavolo.engine.restaurant.Policies;
import io.tavolo.engine.restaurant.Restaurant;
import io.tavolo.engine.restaurant.Schedule;
import io.tavolo.engine.restaurant.TurnTime;
import io.tavolo.engine.time.Start;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A restaurant by the same rules as the engine's: all its reservations, in a list. */
public final class NaiveHouse {
  private static final Set<Status> STANDING =
      Set.of(Status.HELD, Status.CONFIRMED, Status.ARRIVED, Status.SEATED);

  /** Some 20,000 years: what the engine's line of ticks can say. */
  private static final long LAST_SECOND = Integer.MAX_VALUE * 300L - 86_400;

  /** Each as it stands now. */
  private final Map<Long, Reservation> reservations = new LinkedHashMap<>();

  private @Nullable NaiveFloor floor;

  /** When a start is, or why it is never. */
  record When(int tick, @Nullable Refusal fault) {}

  /** A restaurant as it was created, with no reservations. */
  public void restore(Restaurant definition) {
    floor = new NaiveFloor(definition);
  }

  public void evolve(Event event) {
    if (event instanceof Event.OfReservation change) {
      reservations.put(change.after().id(), change.after());
    } else if (event instanceof Event.ProfileChanged change) {
      floor =
          new NaiveFloor(
              floor == null
                  ? new Restaurant(
                      change.profile(),
                      new FloorPlan(List.of(), List.of()),
                      new Schedule(15, List.of(), List.of(), List.of(new TurnTime(100, 120))),
                      Policies.DEFAULT)
                  : floor.definition.withProfile(change.profile()));
    } else {
      Restaurant before = floor().definition;
      if (event instanceof Event.FloorPlanChanged change) {
        change.moved().forEach(moved -> reservations.put(moved.id(), moved));
        floor = new NaiveFloor(before.withFloorPlan(change.floorPlan()));
      } else if (event instanceof Event.ScheduleChanged change) {
        floor = new NaiveFloor(before.withSchedule(change.schedule()));
      } else if (event instanceof Event.PoliciesChanged change) {
        floor = new NaiveFloor(before.withPolicies(change.policies()));
      }
    }
  }

  public Decision decide(Command command, long nowMs) {
    if (!(command instanceof Command.PutProfile) && floor == null) {
      return Refusal.UNKNOWN_RESTAURANT;
    }
    if (command instanceof Command.Create create) {
      return create(create, nowMs);
    }
    if (command instanceof Command.OfReservation change) {
      Reservation found = reservations.get(change.reservation());
      return found == null
          ? Refusal.UNKNOWN_RESERVATION
          : new NaiveChanges(this, nowMs).decide(found, change);
    }
    return new NaiveDefinitions(this, nowMs).decide(command);
  }

  /** The reservations that a refused change of definition has no place for, ascending. */
  public List<Long> conflicts(Command put, long nowMs) {
    return new NaiveDefinitions(this, nowMs).conflicts(put);
  }

  NaiveFloor floor() {
    return Objects.requireNonNull(floor, "no restaurant");
  }

  @Nullable NaiveFloor floorOrNone() {
    return floor;
  }

  Policies policies() {
    return floor().definition.policies();
  }

  List<Reservation> standing() {
    return reservations.values().stream().filter(r -> STANDING.contains(r.status())).toList();
  }

  List<Reservation> standingBut(long id) {
    return standing().stream().filter(r -> r.id() != id).toList();
  }

  // ---- a new reservation

  private Decision create(Command.Create create, long nowMs) {
    String area = create.areaId();
    if (area != null && !floor().hasArea(area)) {
      return Refusal.UNKNOWN_AREA;
    }
    int party = create.partySize();
    When when = when(create.start());
    Refusal refusal;
    long holdUntilMs = 0;
    int depositMinor = 0;
    if (create instanceof Command.Import brought) {
      if (party >= 1 && when.fault() == null && ms(end(when.tick(), party)) <= nowMs) {
        return recorded(brought, when.tick(), nowMs);
      }
      refusal = refuseImport(party, when, nowMs);
    } else {
      boolean online = create.channel() == Channel.ONLINE;
      refusal = refuseTime(party, when, online, nowMs);
      depositMinor = online ? deposit(party) : 0;
      holdUntilMs = holdUntilMs(create, depositMinor, nowMs);
      if (refusal == null && online) {
        long key = keyOf(create.diner(), 0);
        refusal = refuseDiner(key, 0, when.tick(), party, nowMs);
        if (refusal == null && holdUntilMs > 0) {
          refusal = refuseHold(key, nowMs);
        }
      }
    }
    if (refusal != null) {
      return refusal;
    }
    boolean exceed = create.exceedPacing() && create.channel() != Channel.ONLINE;
    NaiveFloor.Answer answer =
        floor().seat(party, area, create.channel(), when.tick(), exceed, standing());
    if (answer.seating() == null) {
      return Objects.requireNonNull(answer.refusal());
    }
    Sketch made = sketch(create, when.tick(), answer.seating());
    made.status = holdUntilMs > 0 ? Status.HELD : Status.CONFIRMED;
    made.holdUntilMs = holdUntilMs;
    made.depositMinor = depositMinor;
    made.createdMs = create instanceof Command.Import i ? recordedMs(i, nowMs) : nowMs;
    made.pacingExceeded = answer.exceeded();
    return new Event.OfReservation(
        holdUntilMs > 0 ? Event.Kind.HELD : Event.Kind.BOOKED, made.done());
  }

  private Sketch sketch(Command.Create create, int tick, Seating seating) {
    Sketch made = new Sketch();
    made.id = create.reservation();
    made.areaAsked = create.areaId() != null;
    made.of(create.diner());
    made.external = create.external();
    put(made, create.partySize(), tick, seating);
    return made;
  }

  /** At a slot, at a seating. */
  void put(Sketch sketch, int party, int tick, Seating seating) {
    sketch.partySize = party;
    sketch.startTick = tick;
    sketch.endTick = end(tick, party);
    sketch.freeTick = sketch.endTick + floor().resetTicks();
    sketch.serviceDay =
        (int) Objects.requireNonNull(floor().calendar.slotAt(tick)).date().toEpochDay();
    sketch.at(seating);
  }

  private Event recorded(Command.Import brought, int tick, long nowMs) {
    NaiveCalendar calendar = floor().calendar;
    Slot slot = calendar.slotAt(tick);
    LocalDate date = slot == null ? calendar.date(NaiveCalendar.instant(tick)) : slot.date();
    Sketch made = new Sketch();
    made.id = brought.reservation();
    made.status = Status.FINISHED;
    made.partySize = brought.partySize();
    made.startTick = tick;
    made.endTick = end(tick, brought.partySize());
    made.freeTick = made.endTick;
    made.serviceDay = (int) date.toEpochDay();
    made.areaAsked = brought.areaId() != null;
    made.areaId = Objects.requireNonNullElse(brought.areaId(), "");
    made.of(brought.diner());
    made.external = brought.external();
    made.createdMs = recordedMs(brought, nowMs);
    return new Event.OfReservation(Event.Kind.RECORDED, made.done());
  }

  private long recordedMs(Command.Import brought, long nowMs) {
    Start recorded = brought.recorded();
    Instant moment =
        recorded.local()
            ? floor().calendar.momentOrLater(wall(recorded))
            : Instant.ofEpochSecond(recorded.second());
    return Math.min(nowMs, moment.toEpochMilli());
  }

  private long holdUntilMs(Command.Create create, int depositMinor, long nowMs) {
    if (create instanceof Command.Hold hold && hold.ttlSeconds() != 0) {
      return nowMs + hold.ttlSeconds() * 1000L;
    }
    boolean held = create instanceof Command.Hold || depositMinor > 0;
    return held ? nowMs + policies().holdTtlSeconds() * 1000L : 0;
  }

  // ---- the rules that a new reservation and a moved one share

  int deposit(int party) {
    var deposit = policies().deposit();
    return deposit != null && party >= deposit.minParty() ? party * deposit.minorPerCover() : 0;
  }

  When when(Start start) {
    if (Math.abs(start.second()) > LAST_SECOND) {
      return new When(0, Refusal.NOT_A_SLOT);
    }
    Instant moment =
        start.local()
            ? floor().calendar.moment(wall(start))
            : Instant.ofEpochSecond(start.second());
    if (moment == null) {
      return new When(0, Refusal.NONEXISTENT_TIME);
    }
    return moment.getEpochSecond() % 300 == 0
        ? new When(NaiveCalendar.tick(moment), null)
        : new When(0, Refusal.NOT_A_SLOT);
  }

  private static LocalDateTime wall(Start start) {
    return LocalDateTime.ofEpochSecond(start.second(), 0, ZoneOffset.UTC);
  }

  int end(int tick, int party) {
    return tick + floor().calendar.turnTicks(tick, party);
  }

  static long ms(int tick) {
    return NaiveCalendar.instant(tick).toEpochMilli();
  }

  private @Nullable Refusal refuseParty(int party, When when) {
    return party < policies().minParty() || party > policies().maxParty()
        ? Refusal.PARTY_SIZE
        : when.fault();
  }

  private @Nullable Refusal refuseImport(int party, When when, long nowMs) {
    Refusal refusal = refuseParty(party, when);
    if (refusal != null) {
      return refusal;
    }
    NaiveCalendar calendar = floor().calendar;
    LocalDate today = calendar.date(Instant.ofEpochMilli(nowMs));
    return calendar.date(NaiveCalendar.instant(when.tick())).isAfter(today.plusDays(730))
        ? Refusal.TOO_FAR_AHEAD
        : refuseSlot(when.tick());
  }

  private @Nullable Refusal refuseSlot(int tick) {
    NaiveCalendar calendar = floor().calendar;
    if (calendar.slotAt(tick) != null) {
      return null;
    }
    LocalDate date = calendar.date(NaiveCalendar.instant(tick));
    return calendar.isClosed(date) && calendar.isClosed(date.minusDays(1))
        ? Refusal.CLOSED
        : Refusal.NOT_A_SLOT;
  }

  @Nullable Refusal refuseTime(int party, When when, boolean online, long nowMs) {
    Refusal refusal = refuseParty(party, when);
    if (refusal != null) {
      return refusal;
    }
    int tick = when.tick();
    Duration notice = Duration.ofMinutes(online ? policies().minNoticeMinutes() : 0);
    if (NaiveCalendar.instant(tick).isBefore(Instant.ofEpochMilli(nowMs).plus(notice))) {
      return Refusal.TOO_SOON;
    }
    NaiveCalendar calendar = floor().calendar;
    LocalDate today = calendar.date(Instant.ofEpochMilli(nowMs));
    LocalDate last = today.plusDays(policies().horizonDays());
    // The night after the last date may still be the last date's service.
    if (calendar.date(NaiveCalendar.instant(tick)).isAfter(last.plusDays(1))) {
      return Refusal.TOO_FAR_AHEAD;
    }
    refusal = refuseSlot(tick);
    if (refusal != null) {
      return refusal;
    }
    LocalDate date = Objects.requireNonNull(calendar.slotAt(tick)).date();
    return date.isAfter(last) ? Refusal.TOO_FAR_AHEAD : null;
  }

  /** Whether the diner has another reservation at that time, where one may have only one. */
  @Nullable Refusal refuseDiner(long key, long except, int tick, int party, long nowMs) {
    return refuseDinerWithin(key, except, tick, end(tick, party), nowMs);
  }

  @Nullable Refusal refuseDinerWithin(
      long key, long except, int startTick, int endTick, long nowMs) {
    boolean overlaps =
        ofDiner(key, nowMs).stream()
            .filter(r -> r.id() != except)
            .anyMatch(r -> r.startTick() < endTick && startTick < r.endTick());
    return policies().onePerDiner() && overlaps ? Refusal.DINER_OVERLAP : null;
  }

  @Nullable Refusal refuseHold(long key, long nowMs) {
    if (policies().holdsPerDiner() == 0) {
      return null;
    }
    if (key == 0) {
      return Refusal.DINER_REQUIRED;
    }
    long holds = ofDiner(key, nowMs).stream().filter(r -> r.status() == Status.HELD).count();
    return holds >= policies().holdsPerDiner() ? Refusal.HOLD_LIMIT : null;
  }

  /** What stands in the diner's name, apart from holds that have run out. */
  private List<Reservation> ofDiner(long key, long nowMs) {
    return standing().stream()
        .filter(r -> key != 0 && r.dinerKey() == key)
        .filter(r -> r.status() != Status.HELD || nowMs < r.holdUntilMs())
        .toList();
  }

  static long keyOf(@Nullable Diner diner, long otherwise) {
    return diner == null ? otherwise : diner.key();
  }

  // ---- what is offered

  /**
   * A slot that diners may book.
   *
   * @param areaIds in the plan's order
   */
  public record Offer(int startTick, int minutes, List<String> areaIds) {}

  /** All that a diner who is not known may book on the service date, ascending. */
  public List<Offer> offers(LocalDate date, int party, long nowMs) {
    List<Offer> offers = new ArrayList<>();
    for (Slot slot : floor().calendar.slots(date)) {
      Offer offer = offer(slot, party, nowMs);
      if (offer != null) {
        offers.add(offer);
      }
    }
    return offers;
  }

  /** What a diner who is not known may book at the tick, or null. */
  public @Nullable Offer offer(int tick, int party, long nowMs) {
    Slot slot = floor().calendar.slotAt(tick);
    return slot == null ? null : offer(slot, party, nowMs);
  }

  /** Whether neither the house nor the reservation's area has more than its pacing says. */
  public boolean isWithinPace(Reservation seated) {
    List<Reservation> others = standingBut(seated.id());
    return Stream.of(Optional.<String>empty(), Optional.of(seated.areaId()))
        .allMatch(
            scope ->
                floor()
                    .isWithinPace(
                        scope.orElse(null),
                        seated.partySize(),
                        seated.startTick(),
                        seated.endTick(),
                        others));
  }

  private @Nullable Offer offer(Slot slot, int party, long nowMs) {
    if (refuseTime(party, new When(slot.tick(), null), true, nowMs) != null) {
      return null;
    }
    List<Reservation> standing = standing();
    List<String> areas =
        floor().definition.floorPlan().areas().stream()
            .map(area -> area.id())
            .filter(
                area ->
                    floor()
                            .seat(party, area, Channel.ONLINE, slot.tick(), false, standing)
                            .seating()
                        != null)
            .toList();
    int minutes = floor().calendar.turnTicks(slot.tick(), party) * 5;
    return areas.isEmpty() ? null : new Offer(slot.tick(), minutes, areas);
  }
}
