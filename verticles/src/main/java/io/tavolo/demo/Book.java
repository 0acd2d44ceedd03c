package io.tavolo.demo;

import io.tavolo.engine.id.Hash;
import io.tavolo.engine.reservation.Command;
import io.tavolo.engine.reservation.Decider;
import io.tavolo.engine.reservation.Diner;
import io.tavolo.engine.reservation.Event;
import io.tavolo.engine.reservation.RestaurantState;
import io.tavolo.engine.restaurant.Restaurant;
import io.tavolo.engine.time.Calendar;
import io.tavolo.engine.time.ServiceDay;
import io.tavolo.engine.time.Start;
import io.tavolo.engine.time.Ticks;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * What is on a house's book today: of the demand for a date, those who book that far ahead and
 * found a table.
 *
 * <p>The demand for a date is one sequence, drawn from the seed, the house and the date, and today
 * decides only how much of it has come. So a load that is finished a day later continues the one
 * that was begun, with the same visits under the same names. The engine's own rules say who finds a
 * table: the lane, asked in the same order, says the same.
 */
final class Book {
  /** The days after today that have reservations; today has some too. */
  static final int DAYS = 30;

  /** The profile's evenings begin at six; here they begin an hour later. */
  private static final int LATER_HOURS = 1;

  private static final int EVENING_HOUR = 15;

  /** Of those who are turned away, most call the next one; full houses hear many. */
  private static final int ASKED_PER_VISIT = 4;

  /** A diner takes another time if it is at most so far from the one wanted. */
  private static final int BENDS_TICKS = Ticks.ofMinutes(90);

  /** By quarter of an hour: most want the full hour, some the half. */
  private static final double[] QUARTER_SHARE = {0.5, 0.1, 0.3, 0.1};

  private final House house;
  private final DemandProfile profile;
  private final long seed;
  private final Calendar calendar;
  private final RestaurantState state;
  private final int maxParty;
  private final List<Visit> visits = new ArrayList<>();

  private Book(House house, DemandProfile profile, long seed) {
    Restaurant restaurant = house.restaurant();
    this.house = house;
    this.profile = profile;
    this.seed = Hash.mix(seed ^ Hash.of(house.id()));
    calendar = new Calendar(restaurant.profile().zone(), restaurant.schedule());
    state = empty(house);
    maxParty = restaurant.policies().maxParty();
  }

  /**
   * The visits of today and the {@link #DAYS} after it that begin after now, in the order in which
   * they are to be booked.
   *
   * @param nowMs milliseconds since the epoch
   */
  static List<Visit> of(House house, DemandProfile profile, long seed, long nowMs) {
    Book book = new Book(house, profile, seed);
    long today = book.calendar.todayEpochDay(nowMs);
    for (int ahead = 0; ahead <= DAYS; ahead++) {
      book.fill(book.calendar.day(today + ahead), ahead);
    }
    return book.stillToCome(today, nowMs);
  }

  /**
   * Leaves out what has begun. Nobody books that any more, so its tables are empty: the rest of
   * today is seated anew, as the lane will do it, and a party that finds no table so stays away.
   */
  private List<Visit> stillToCome(long today, long nowMs) {
    RestaurantState tonight = empty(house);
    List<Visit> left = new ArrayList<>();
    for (Visit visit : visits) {
      if (Ticks.epochMilli(visit.startTick()) > nowMs
          && (visit.serviceDay() > today || book(tonight, visit))) {
        left.add(visit);
      }
    }
    return left;
  }

  private static RestaurantState empty(House house) {
    RestaurantState state = new RestaurantState();
    state.restore(house.restaurant(), List.of());
    return state;
  }

  /** Books the visit, early enough that no notice and no horizon is in its way. */
  private boolean book(RestaurantState state, Visit visit) {
    Start start = Start.instant(Ticks.epochSecond(visit.startTick()));
    Diner diner = new Diner(1, null, null, null, null, List.of());
    long id = visit.serviceDay() << 32 | visit.number();
    long askedMs =
        Ticks.epochMilli(visit.startTick())
            - house.restaurant().policies().minNoticeMinutes() * 60_000L;
    int party = visit.partySize();
    var command =
        new Command.Book(id, party, start, null, diner, null, house.channel(party), false);
    if (Decider.decide(state, command, askedMs) instanceof Event booked) {
      state.evolve(booked);
      return true;
    }
    return false;
  }

  private void fill(ServiceDay day, int daysAhead) {
    if (day.isClosed()) {
      return;
    }
    Random random = new Random(Hash.mix(seed + day.epochDay()));
    double expected =
        house.visitsPerDay()
            * profile.weekdayFactor(LocalDate.ofEpochDay(day.epochDay()).getDayOfWeek())
            * Math.pow(profile.madeBy(daysAhead), patience());
    int wanted = (int) (expected + random.nextDouble());
    double[] upTo = shareUpTo(day);
    int booked = 0;
    for (int asked = 0; booked < wanted && asked < wanted * ASKED_PER_VISIT; asked++) {
      int party = profile.party(random, maxParty);
      int slot = draw(upTo, random.nextDouble());
      if (seat(day, slot, party, booked)) {
        booked++;
      }
    }
  }

  /** How late people book here, 0.55..1: the more loved the house, the earlier they must. */
  private double patience() {
    return 0.55 + 0.45 * house.rank() / City.HOUSES;
  }

  /** Books the wanted slot, or the nearest that the party would take instead. */
  private boolean seat(ServiceDay day, int wanted, int party, int number) {
    int before = wanted;
    int after = wanted + 1;
    while (true) {
      int earlier = before >= 0 ? day.at(wanted) - day.at(before) : Integer.MAX_VALUE;
      int later = after < day.count() ? day.at(after) - day.at(wanted) : Integer.MAX_VALUE;
      if (Math.min(earlier, later) > BENDS_TICKS) {
        return false;
      }
      int start = day.at(earlier <= later ? before-- : after++);
      Visit visit = new Visit(day.epochDay(), number, start, party);
      if (book(state, visit)) {
        visits.add(visit);
        return true;
      }
    }
  }

  /** How the date's visits lie over its slots, accumulated. */
  private double[] shareUpTo(ServiceDay day) {
    double[] upTo = new double[day.count()];
    double sum = 0;
    for (int slot = 0; slot < upTo.length; slot++) {
      var time = calendar.atOffset(day.at(slot));
      int hour = time.getHour();
      double share =
          profile.hourShare(
              hour >= EVENING_HOUR || hour == 0 ? Math.floorMod(hour - LATER_HOURS, 24) : hour);
      sum += share * QUARTER_SHARE[time.getMinute() / 15];
      upTo[slot] = sum;
    }
    return upTo;
  }

  private static int draw(double[] upTo, double random) {
    double wanted = random * upTo[upTo.length - 1];
    int slot = 0;
    while (slot < upTo.length - 1 && upTo[slot] <= wanted) {
      slot++;
    }
    return slot;
  }
}
