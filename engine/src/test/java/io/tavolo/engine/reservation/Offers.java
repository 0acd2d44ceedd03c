package io.tavolo.engine.reservation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tavolo.engine.availability.Alternative;
import io.tavolo.engine.availability.Alternatives;
import io.tavolo.engine.availability.DaySnapshot;
import io.tavolo.engine.availability.OpenSlot;
import io.tavolo.engine.naive.NaiveHouse.Offer;
import io.tavolo.engine.restaurant.Area;
import io.tavolo.engine.time.Calendar;
import io.tavolo.engine.time.ServiceDay;
import io.tavolo.engine.time.Start;
import io.tavolo.engine.time.Ticks;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** What is offered is what is taken, and what is not offered is refused, at the same state. */
final class Offers {
  private static final int SLOTS_LOOKED_AT = 4;

  private final SplittableRandom random;
  private final Twins twins;
  private final Census census;

  Offers(SplittableRandom random, Twins twins, Census census) {
    this.random = random;
    this.twins = twins;
    this.census = census;
  }

  /** Looks at some slots of a day within the horizon or beside it, and at some times around it. */
  void check(int party, long nowMs) {
    Calendar calendar = twins.floor().calendar();
    int horizon = twins.floor().definition().policies().horizonDays();
    int ahead = random.nextInt(4) == 0 ? random.nextInt(-1, horizon + 2) : random.nextInt(2);
    int date = (int) calendar.todayEpochDay(nowMs) + ahead;
    byte[] bytes = DaySnapshot.of(twins.floor(), date, 1, 1).encode();
    Floor copied = Objects.requireNonNull(twins.copy.floor());
    DaySnapshot snapshot = DaySnapshot.decode(bytes);
    List<OpenSlot> open = snapshot.slots(party, nowMs);
    DaySnapshot byCopy = DaySnapshot.of(copied, date, 1, 1);
    assertThat(byCopy.slots(party, nowMs)).isEqualTo(open);
    assertThat(byCopy.slots(party + 1, nowMs)).isEqualTo(snapshot.slots(party + 1, nowMs));
    ServiceDay day = calendar.day(date);
    for (int i = 0; i < SLOTS_LOOKED_AT && day.count() > 0; i++) {
      checkSlot(party, day.at(random.nextInt(day.count())), date, open, nowMs);
    }
    if (!open.isEmpty()) {
      int tick = open.get(random.nextInt(open.size())).startTick();
      checkSlot(party, tick, date, open, nowMs);
    }
    for (int i = 0; i < SLOTS_LOOKED_AT; i++) {
      int tick = date * Ticks.PER_DAY + random.nextInt(-400, 600);
      if (twins.naive.offer(tick, party, nowMs) == null) {
        assertThat(book(party, tick, null, nowMs)).isInstanceOf(Refusal.class);
      }
    }
    if (random.nextInt(50) == 0) {
      assertThat(open).isEqualTo(offers(date, party, nowMs));
    }
  }

  private List<OpenSlot> offers(int date, int party, long nowMs) {
    return twins.naive.offers(LocalDate.ofEpochDay(date), party, nowMs).stream()
        .map(offer -> new OpenSlot(offer.startTick(), offer.minutes(), offer.areaIds()))
        .toList();
  }

  private void checkSlot(int party, int tick, int date, List<OpenSlot> open, long nowMs) {
    OpenSlot offered =
        open.stream().filter(slot -> slot.startTick() == tick).findFirst().orElse(null);
    Offer offer = twins.naive.offer(tick, party, nowMs);
    assertThat(offered)
        .as("tick %d for %d", tick, party)
        .isEqualTo(offer == null ? null : new OpenSlot(tick, offer.minutes(), offer.areaIds()));
    Decision decision = book(party, tick, null, nowMs);
    assertThat(decision instanceof Event).as("tick %d", tick).isEqualTo(offered != null);
    if (offered != null) {
      Reservation made = ((Event.OfReservation) decision).after();
      assertThat(made.serviceDay()).isEqualTo(date);
      assertThat((made.endTick() - tick) * Ticks.MINUTES).isEqualTo(offered.minutes());
      assertThat(offered.areaIds()).contains(made.areaId());
    }
    for (Area area : twins.floor().definition().floorPlan().areas()) {
      boolean free = offered != null && offered.areaIds().contains(area.id());
      assertThat(book(party, tick, area.id(), nowMs) instanceof Event)
          .as("tick %d in %s", tick, area.id())
          .isEqualTo(free);
      census.count(free ? "offered and taken" : "not offered and refused");
    }
  }

  private Decision book(int party, int tick, @Nullable String areaId, long nowMs) {
    Start start = Start.instant(Ticks.epochSecond(tick));
    Diner diner = new Diner(1, Long.MIN_VALUE, "Ada", null, null, null, List.of());
    Command book = new Command.Book(random.nextLong(), party, start, areaId, diner, null);
    return Decider.decide(twins.state, book, nowMs);
  }

  /** The nearest other times are those that the naive rules find, and can be had. */
  void checkAlternatives(Command.Create create, Refusal refusal, long nowMs) {
    Calendar calendar = twins.floor().calendar();
    int wanted = calendar.resolve(create.start());
    if (!refusal.isSlotUnavailable() || wanted <= Calendar.UNALIGNED) {
      return;
    }
    long service = calendar.serviceDateOf(wanted);
    int date = (int) (service == Calendar.NO_SERVICE ? calendar.dateOf(wanted) : service);
    if (Math.abs(date - calendar.todayEpochDay(nowMs)) > 1_000) {
      return;
    }
    int party = create.partySize();
    DaySnapshot day = DaySnapshot.of(twins.floor(), date, 1, 1);
    List<Alternative> nearest = Alternatives.nearest(day, party, wanted, create.areaId(), nowMs);
    for (Alternative alternative : nearest) {
      census.count("another time offered instead");
      assertThat(book(party, alternative.startTick(), alternative.areaId(), nowMs))
          .as("%s instead of %s", alternative, create)
          .isInstanceOf(Event.class);
    }
    if (random.nextInt(20) == 0) {
      String asked = create.areaId();
      assertThat(nearest)
          .isEqualTo(
              offers(date, party, nowMs).stream()
                  .filter(o -> o.startTick() != wanted || !isHad(o, asked))
                  .sorted(
                      Comparator.comparingInt((OpenSlot o) -> Math.abs(o.startTick() - wanted))
                          .thenComparingInt(OpenSlot::startTick))
                  .limit(Alternatives.MAX)
                  .map(o -> new Alternative(o.startTick(), area(o, asked)))
                  .toList());
    }
  }

  /** Whether the slot is just what was wanted. */
  private static boolean isHad(OpenSlot slot, @Nullable String asked) {
    return asked == null || slot.areaIds().contains(asked);
  }

  private static String area(OpenSlot slot, @Nullable String asked) {
    return asked != null && slot.areaIds().contains(asked) ? asked : slot.areaIds().get(0);
  }
}
