package io.tavolo.engine.reservation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tavolo.engine.restaurant.Channel;
import io.tavolo.engine.restaurant.Combination;
import io.tavolo.engine.restaurant.FloorPlan;
import io.tavolo.engine.restaurant.Table;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Counts what happened in the histories, so that one sees that everything did. */
final class Census {
  /** The lane's own, which no decision is. */
  private static final Set<Refusal> NOT_DECIDED =
      EnumSet.of(Refusal.KEY_REUSED, Refusal.UNSTORABLE);

  private static final Set<String> OTHERS =
      Set.of(
          "unchanged",
          "joined tables",
          "a combination",
          "a table for walk-ins",
          "after midnight",
          "pacing exceeded by the house",
          "a deposit paid",
          "moved by a plan",
          "a change kept although in conflict",
          "offered and taken",
          "not offered and refused",
          "another time offered instead");

  private final Map<String, Long> counts = new TreeMap<>();
  private long commands;

  Census() {
    for (Refusal refusal : EnumSet.complementOf(EnumSet.copyOf(NOT_DECIDED))) {
      counts.put(name(refusal), 0L);
    }
    for (Event.Kind kind : Event.Kind.values()) {
      counts.put(name(kind), 0L);
    }
    OTHERS.forEach(what -> counts.put(what, 0L));
  }

  long commands() {
    return commands;
  }

  private static String name(Refusal refusal) {
    return "refused: " + refusal.name().toLowerCase(Locale.ROOT);
  }

  private static String name(Event.Kind kind) {
    return "event: " + kind.name().toLowerCase(Locale.ROOT);
  }

  void count(String what) {
    counts.merge(what, 1L, Long::sum);
  }

  /** Notes what came of a command, in the house as it is afterwards. */
  void count(Command command, Decision decision, @Nullable Floor floor) {
    commands++;
    if (decision instanceof Refusal refusal) {
      count(name(refusal));
    } else if (decision instanceof Decision.Unchanged) {
      count("unchanged");
    } else if (decision instanceof Event.OfReservation change && floor != null) {
      count(name(change.kind()));
      countSeated(command, change, floor);
    } else if (decision instanceof Event.FloorPlanChanged change && !change.moved().isEmpty()) {
      count("moved by a plan");
    }
  }

  private void countSeated(Command command, Event.OfReservation change, Floor floor) {
    Reservation after = change.after();
    boolean seated = command instanceof Command.Create || command instanceof Command.Modify;
    if (change.kind() == Event.Kind.CONFIRMED && after.depositMinor() > 0) {
      count("a deposit paid");
    }
    if (!seated || change.kind() == Event.Kind.RECORDED) {
      return;
    }
    FloorPlan plan = floor.definition().floorPlan();
    Set<String> tables = new HashSet<>(after.tables());
    if (tables.size() > 1) {
      boolean combined =
          plan.combinations().stream()
              .map(Combination::tables)
              .anyMatch(t -> tables.equals(new HashSet<>(t)));
      count(combined ? "a combination" : "joined tables");
    }
    if (plan.tables().stream().anyMatch(t -> isKept(t) && tables.contains(t.label()))) {
      count("a table for walk-ins");
    }
    if (floor.calendar().dateOf(after.startTick()) > after.serviceDay()) {
      count("after midnight");
    }
    if (after.pacingExceeded()) {
      count("pacing exceeded by the house");
    }
  }

  private static boolean isKept(Table table) {
    return table.channel() == Channel.WALK_IN;
  }

  void print(int histories) {
    System.out.printf(
        "%d commands in %d histories:%n%s%n",
        commands,
        histories,
        counts.entrySet().stream()
            .map(e -> "  %-45s %9d".formatted(e.getKey(), e.getValue()))
            .collect(Collectors.joining("\n")));
  }

  void checkThatEverythingHappened() {
    assertThat(counts.entrySet().stream().filter(e -> e.getValue() == 0).map(Map.Entry::getKey))
        .as("what never happened")
        .isEmpty();
  }
}
