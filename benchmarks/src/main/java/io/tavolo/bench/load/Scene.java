package io.tavolo.bench.load;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** The restaurants of a run and what diners want of them. Immutable; any thread. */
public abstract sealed class Scene permits EvenScene, FridayScene {
  /** The names of all. */
  public static final List<String> PROFILES = List.of("hot", "spread", "friday", "mixed", "flash");

  private static final int FRIDAY_SHARE = 10;
  private static final int DAYS_AHEAD = 7;
  private static final int DAYS = 7;
  private static final int HOT_TABLES = 40;
  private static final int SMALL_TABLES = 6;
  private static final int MANY_TABLES = 200;
  private static final int READS_PER_WRITE = 20;
  private static final double HALF = 0.5;
  private static final double TEN_TIMES = 10;

  private final String name;
  private final int restaurants;
  private final double appetite;
  private final int readsPerWrite;

  Scene(String name, int restaurants, double appetite, int readsPerWrite) {
    this.name = name;
    this.restaurants = restaurants;
    this.appetite = appetite;
    this.readsPerWrite = readsPerWrite;
  }

  /**
   * All, in the order of their names.
   *
   * @param restaurants of those that have many, 1 or more; Friday has a tenth, of more tables
   */
  public static List<Scene> all(LocalDate today, int restaurants) {
    return List.of(
        hot(today),
        spread(today, restaurants),
        friday(today, Math.max(1, restaurants / FRIDAY_SHARE)),
        mixed(today, restaurants),
        flash(today));
  }

  /** All diners want one restaurant of 40 tables: any of three seatings on seven evenings. */
  public static Scene hot(LocalDate today) {
    return new EvenScene("hot", 1, HOT_TABLES, week(today), HALF, 0);
  }

  /** Diners want one evening's middle seating, in any of many restaurants of 6 tables. */
  public static Scene spread(LocalDate today, int restaurants) {
    return new EvenScene("spread", restaurants, SMALL_TABLES, middleSeating(today), HALF, 0);
  }

  /** Diners want one evening, at any of so many restaurants of 40 tables: the fewer, the hotter. */
  public static Scene contended(LocalDate today, int restaurants) {
    List<String> starts = seatingsOf(today.plusDays(DAYS_AHEAD));
    return new EvenScene("among-" + restaurants, restaurants, HOT_TABLES, starts, HALF, 0);
  }

  /** A crowd wants one restaurant of 200 tables: any of three seatings on seven evenings. */
  public static Scene crowd(LocalDate today) {
    return new EvenScene("crowd", 1, MANY_TABLES, week(today), HALF, 0);
  }

  /** Many restaurants of 6 tables, and any of three seatings on seven evenings. */
  public static Scene bulk(LocalDate today, int restaurants) {
    return new EvenScene("bulk", restaurants, SMALL_TABLES, week(today), HALF, 0);
  }

  /** As {@link #spread}, and for each that writes twenty look at what is free that day. */
  public static Scene mixed(LocalDate today, int restaurants) {
    return new EvenScene(
        "mixed", restaurants, SMALL_TABLES, middleSeating(today), HALF, READS_PER_WRITE);
  }

  /**
   * All diners want one evening at one restaurant of 40 tables, ten times as many as it seats. Most
   * are refused; a few tables come free again, as some of those who have one think better of it.
   */
  public static Scene flash(LocalDate today) {
    List<String> starts = seatingsOf(today.plusDays(DAYS_AHEAD));
    return new EvenScene("flash", 1, HOT_TABLES, starts, TEN_TIMES, 0);
  }

  /** Demand in its real shape, as a Friday evening has it: see {@link FridayScene}. */
  public static Scene friday(LocalDate today, int restaurants) {
    return new FridayScene(today, restaurants);
  }

  private static List<String> week(LocalDate today) {
    List<String> starts = new ArrayList<>();
    for (int day = 0; day < DAYS; day++) {
      starts.addAll(seatingsOf(today.plusDays(DAYS_AHEAD + day)));
    }
    return starts;
  }

  private static List<String> seatingsOf(LocalDate date) {
    return HouseJson.SEATINGS.stream().map(clock -> date + "T" + clock).toList();
  }

  private static List<String> middleSeating(LocalDate today) {
    return List.of(seatingsOf(today.plusDays(DAYS_AHEAD)).get(1));
  }

  /** Of the profile, also the beginning of the restaurants' ids. */
  public final String name() {
    return name;
  }

  /** At least 1. */
  public final int restaurants() {
    return restaurants;
  }

  /** How many parties find a table, in all. */
  public abstract long seatings();

  /** How many tables diners together want, as a share of what there is. */
  final double appetite() {
    return appetite;
  }

  /** Whether they want more than there is: then nothing can be booked up to their share. */
  public final boolean isRush() {
    return appetite >= 1;
  }

  /** How many look at a day for each that books or cancels. */
  final int readsPerWrite() {
    return readsPerWrite;
  }

  /** The id of restaurant number {@code index}. */
  public final String restaurantId(int index) {
    return name + "-" + index;
  }

  /** One of the wall-clock times that diners ask for, by number, and so round. */
  public abstract String start(int number);

  /** What somebody wants. */
  abstract Diner.Wish.Book wish(SplittableRandom random);

  final String profile(int index) {
    return HouseJson.profile(name + " " + index);
  }

  abstract String floorPlan(int index);

  abstract String schedule();

  final String policies() {
    return HouseJson.POLICIES;
  }
}
