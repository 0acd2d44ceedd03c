package io.tavolo.bench.load;

import io.tavolo.demo.DemandProfile;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.temporal.TemporalAdjusters;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * What is asked on a Friday evening, in the shape of real demand ({@link DemandProfile}): parties
 * of 1 to 8, visits from five to eleven at the hours people dine, restaurants as unevenly loved as
 * they are, and dates as far ahead as people book, up to two weeks. A little more than a third want
 * that very evening.
 *
 * <p>A restaurant has as many tables as it is loved, 10 on average and 1 at least. Diners together
 * want half of that Friday, by four visits at a table; around seven it is full nonetheless, and the
 * later days are emptier.
 */
final class FridayScene extends Scene {
  private static final DemandProfile DEMAND = DemandProfile.read();
  private static final int DECILES = 10;
  private static final int AVERAGE_TABLES = 10;
  private static final int LARGEST_PARTY = 8;
  private static final int DAYS = 14;
  private static final int DAYS_AHEAD = 2;
  private static final int VISITS_AT_A_TABLE = 4;
  private static final int FIRST_HOUR = 17;
  private static final int LAST_HOUR = 22;
  private static final int QUARTERS = 4;
  private static final int QUARTER_MINUTES = 15;

  private final double[] restaurantUpTo;
  private final double[] dayUpTo = new double[DAYS];
  private final double[] hourUpTo = new double[LAST_HOUR - FIRST_HOUR + 1];

  /** By day, and quarter of an hour. */
  private final String[][] starts = new String[DAYS][];

  FridayScene(LocalDate today, int restaurants) {
    super("friday", restaurants, 0.5, 0);
    LocalDate friday =
        today.plusDays(DAYS_AHEAD).with(TemporalAdjusters.nextOrSame(DayOfWeek.FRIDAY));
    restaurantUpTo = new double[restaurants];
    for (int index = 0; index < restaurants; index++) {
      restaurantUpTo[index] = love(index);
    }
    for (int day = 0; day < DAYS; day++) {
      dayUpTo[day] = DEMAND.madeBy(day) - DEMAND.madeBy(day + 1);
      starts[day] = startsOf(friday.plusDays(day));
    }
    for (int hour = FIRST_HOUR; hour <= LAST_HOUR; hour++) {
      hourUpTo[hour - FIRST_HOUR] = DEMAND.hourShare(hour);
    }
    Arrays.parallelPrefix(restaurantUpTo, Double::sum);
    Arrays.parallelPrefix(dayUpTo, Double::sum);
    Arrays.parallelPrefix(hourUpTo, Double::sum);
  }

  private static String[] startsOf(LocalDate date) {
    String[] times = new String[(LAST_HOUR - FIRST_HOUR + 1) * QUARTERS];
    for (int quarter = 0; quarter < times.length; quarter++) {
      times[quarter] = date + "T" + clock(quarter);
    }
    return times;
  }

  private static LocalTime clock(int quarter) {
    return LocalTime.of(FIRST_HOUR, 0).plusMinutes((long) quarter * QUARTER_MINUTES);
  }

  private double love(int index) {
    return DEMAND.decileShare(index * DECILES / restaurants());
  }

  int tables(int index) {
    return (int) Math.max(1, Math.round(love(index) * DECILES * AVERAGE_TABLES));
  }

  /** With {@link #appetite}, so many that half of them leave half of that Friday's taken. */
  @Override
  public long seatings() {
    long tables = 0;
    for (int index = 0; index < restaurants(); index++) {
      tables += tables(index);
    }
    return Math.round(tables * VISITS_AT_A_TABLE * dayUpTo[DAYS - 1] / dayUpTo[0]);
  }

  @Override
  public String start(int number) {
    String[] day = starts[number / starts[0].length % DAYS];
    return day[number % day.length];
  }

  @Override
  Diner.Wish.Book wish(SplittableRandom random) {
    int quarter = draw(hourUpTo, random) * QUARTERS + random.nextInt(QUARTERS);
    return new Diner.Wish.Book(
        restaurantId(draw(restaurantUpTo, random)),
        DEMAND.party(random, LARGEST_PARTY),
        starts[draw(dayUpTo, random)][quarter]);
  }

  /** The index in whose part of the sums the dice fall. */
  private static int draw(double[] upTo, SplittableRandom random) {
    int found = Arrays.binarySearch(upTo, random.nextDouble() * upTo[upTo.length - 1]);
    return Math.min(found < 0 ? -found - 1 : found + 1, upTo.length - 1);
  }

  @Override
  String floorPlan(int index) {
    return HouseJson.floorPlan(tables(index));
  }

  @Override
  String schedule() {
    return HouseJson.schedule(
        clock(0).toString(), clock((LAST_HOUR - FIRST_HOUR + 1) * QUARTERS - 1).toString());
  }
}
