package io.tavolo.demo;

import java.util.List;

/**
 * A kind of house: what it is called, what it cooks, how it is laid out, when it is open, and how
 * long its guests stay. {@link HouseMaker} varies it.
 *
 * @param houses how many of the city's houses are of the kind
 * @param names what they may be called; more than there are houses
 * @param cuisines one of them each
 */
record Kind(
    int houses, List<String> names, List<String> cuisines, Layout layout, Hours hours, Stay stay) {
  static final Kind TRATTORIA =
      new Kind(
          50,
          Words.houses("Trattoria"),
          List.of("italian"),
          new Layout(
              10, 20, List.of(45, 33, 12, 7, 3), "Sala", List.of("Terrazza", "Cortile", "Saletta")),
          new Hours(12 * 60, 14 * 60 + 30, 19 * 60, 22 * 60, true, 15),
          new Stay(90, 105, 135, 60));

  static final Kind OSTERIA =
      new Kind(
          34,
          Words.houses("Osteria"),
          List.of("italian"),
          new Layout(9, 16, List.of(48, 34, 12, 6), "Sala", List.of("Cantina", "Portico")),
          new Hours(12 * 60 + 30, 14 * 60 + 30, 19 * 60, 22 * 60 + 30, false, 15),
          new Stay(90, 120, 150, 60));

  static final Kind RISTORANTE =
      new Kind(
          36,
          Words.houses("Ristorante"),
          List.of("italian", "seafood", "grill", "vegetarian"),
          new Layout(
              12,
              22,
              List.of(44, 33, 13, 6, 4),
              "Sala grande",
              List.of("Veranda", "Giardino", "Sala piccola")),
          new Hours(12 * 60 + 30, 14 * 60 + 15, 19 * 60, 22 * 60, true, 15),
          new Stay(105, 120, 150, 120));

  static final Kind PIZZERIA =
      new Kind(
          40,
          Words.houses("Pizzeria"),
          List.of("pizza"),
          new Layout(
              16,
              28,
              List.of(38, 36, 14, 8, 4),
              "Sala",
              List.of("Dehors", "Primo piano", "Cortile")),
          new Hours(12 * 60, 14 * 60 + 30, 18 * 60 + 30, 23 * 60, false, 15),
          new Stay(75, 90, 105, 30));

  static final Kind FINE_DINING =
      new Kind(
          12,
          Words.pairs(Words.QUIET_THINGS),
          List.of("contemporary"),
          new Layout(8, 12, List.of(55, 35, 10), "Sala", List.of("Tavolo dello chef")),
          new Hours(12 * 60 + 30, 13 * 60 + 30, 19 * 60, 20 * 60, false, 30),
          new Stay(135, 150, 180, 1440));

  static final Kind SUSHI =
      new Kind(
          18,
          Words.pairs(Words.JAPANESE),
          List.of("japanese"),
          new Layout(12, 20, List.of(52, 36, 12), "Sala", List.of("Al banco", "Tatami")),
          new Hours(12 * 60, 14 * 60 + 30, 19 * 60, 22 * 60 + 30, true, 15),
          new Stay(75, 90, 120, 60));

  static final Kind WORLD =
      new Kind(
          24,
          Words.pairs(Words.SPICES),
          List.of("chinese", "indian", "greek", "lebanese", "ethiopian", "mexican"),
          new Layout(11, 20, List.of(42, 36, 14, 8), "Sala", List.of("Veranda", "Saletta")),
          new Hours(12 * 60, 14 * 60 + 30, 19 * 60, 22 * 60 + 30, true, 15),
          new Stay(90, 105, 120, 60));

  static final Kind BISTROT =
      new Kind(
          12,
          Words.houses("Bistrot"),
          List.of("french", "vegetarian", "brunch"),
          new Layout(9, 15, List.of(54, 34, 12), "Sala", List.of("Dehors", "Vetrina")),
          new Hours(11 * 60 + 30, 15 * 60, 19 * 60, 22 * 60, true, 15),
          new Stay(75, 105, 120, 60));

  static final Kind ENOTECA =
      new Kind(
          14,
          Words.houses("Enoteca"),
          List.of("wine bar"),
          new Layout(9, 16, List.of(56, 34, 10), "Sala", List.of("Al banco", "Cantina")),
          new Hours(0, 0, 18 * 60, 24 * 60 + 30, false, 30),
          new Stay(90, 105, 120, 30));

  static final Kind COCKTAIL_BAR =
      new Kind(
          10,
          Words.pairs(Words.LOUD_THINGS),
          List.of("cocktail bar"),
          new Layout(10, 16, List.of(55, 30, 10, 5), "Salone", List.of("Al banco", "Dehors")),
          new Hours(0, 0, 18 * 60, 25 * 60 + 30, false, 30),
          new Stay(90, 105, 120, 30));

  static final List<Kind> ALL =
      List.of(
          TRATTORIA,
          OSTERIA,
          RISTORANTE,
          PIZZERIA,
          FINE_DINING,
          SUSHI,
          WORLD,
          BISTROT,
          ENOTECA,
          COCKTAIL_BAR);

  /**
   * Tables and areas.
   *
   * @param fewest tables
   * @param most tables
   * @param mix how many in a hundred tables have 2, 4, 6, 8, 10 covers
   * @param room the area every such house has
   * @param others areas that it may have besides
   */
  record Layout(int fewest, int most, List<Integer> mix, String room, List<String> others) {}

  /**
   * First and last seatings, in minutes after midnight of the service date.
   *
   * @param lunchLast 0 where no such house serves lunch
   * @param dinnerLast past 1440 where the evening ends after midnight
   * @param lunchDaily whether lunch is served on working days too; else on Saturday and Sunday
   * @param slotMinutes distance of two starts
   */
  record Hours(
      int lunchFirst,
      int lunchLast,
      int dinnerFirst,
      int dinnerLast,
      boolean lunchDaily,
      int slotMinutes) {}

  /**
   * Minutes that two, four, and more guests keep their table, and how long before a diner may still
   * cancel.
   */
  record Stay(int two, int four, int more, int cancellationCutoffMinutes) {}
}
