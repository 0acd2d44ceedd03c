package io.tavolo.engine.simulation.planted;

import java.util.List;

/**
 * Mistakes in the rules of the floor: who sits where, who else may come, what stands afterwards.
 */
final class RuleFaults {
  private static final String CHANGING = "reservation/Changing.java";
  private static final String DEFINING = "reservation/Defining.java";
  private static final String MOVING = "reservation/Moving.java";
  private static final String FLOOR = "reservation/Floor.java";

  private RuleFaults() {}

  static List<PlantedFault> all() {
    return List.of(
        new PlantedFault(
                "take the first table of a join only",
                FLOOR,
                """
                void occupy(Reservation reservation) {
                  for (int i = 0; i < reservation.tables().size(); i++) {
                """,
                """
                void occupy(Reservation reservation) {
                  for (int i = 0; i < Math.min(1, reservation.tables().size()); i++) {
                """,
                "joined tables are given to two parties",
                100)
            .and(
                FLOOR,
                """
                void vacate(Reservation reservation) {
                  for (int i = 0; i < reservation.tables().size(); i++) {
                """,
                """
                void vacate(Reservation reservation) {
                  for (int i = 0; i < Math.min(1, reservation.tables().size()); i++) {
                """),
        new PlantedFault(
            "move past the pacing",
            MOVING,
            "int seating = Placing.seat(floor, partySize, area, channel, start, end);",
            "int seating = Placing.seatAnyhow(floor, partySize, area, channel, start, end);",
            "more come at once than the kitchen takes",
            100),
        new PlantedFault(
            "leave the reset out when moving",
            MOVING,
            ".place(floor, start, end, seating, exceeded)",
            """
            .place(floor, start, end, seating, exceeded)
            .time(floor.calendar().serviceDateOf(start), start, end)
            """,
            "the next party comes before the table is laid",
            100),
        new PlantedFault(
            "write no rows of those whom a plan moves",
            "lane/Deciding.java",
            "plan.moved().forEach(moved -> batch.add(slot.shard, seq, restaurant, moved));",
            "",
            "the next owner seats them where they sat before",
            200),
        new PlantedFault(
            "remember those whom a plan moves where they sat before",
            "reservation/RestaurantState.java",
            "standing.put(moved.id(), moved);",
            "",
            "memory is not what is stored",
            200),
        new PlantedFault(
            "move parties to tables of those who stay",
            DEFINING,
            "after.occupy(reservation); } else {",
            "} else {",
            "a plan seats two parties at one table",
            200),
        new PlantedFault(
            "confirm without the deposit",
            CHANGING,
            "if (confirm.paidMinor() < found.depositMinor() && !confirm.byStaff()) {",
            "if (false) {",
            "a table is kept for who does not pay",
            100),
        new PlantedFault(
            "let everybody exceed the pacing",
            "reservation/Decider.java",
            "return create.exceedPacing() && !create.channel().isOnline();",
            "return true;",
            "pacing is a number on paper",
            100),
        new PlantedFault(
            "ask no diner who confirms a hold for another",
            CHANGING,
            "if (diner != null && !confirm.byStaff() && diner.key() != found.dinerKey()) {",
            "if (false) {",
            "one diner has two tables at a time",
            300));
  }
}
