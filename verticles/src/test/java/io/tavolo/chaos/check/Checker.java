package io.tavolo.chaos.check;

import io.tavolo.chaos.check.Evidence.Offered;
import io.tavolo.chaos.check.Stored.Entry;
import io.tavolo.chaos.check.Stored.Row;
import java.util.List;

/** Finds out what a run has not kept; the package's page says how. */
public final class Checker {
  private Checker() {}

  /** Everything at once. */
  public static Verdict check(Evidence evidence) {
    Verdict verdict = new Verdict();
    Stored stored = evidence.stored();
    new Shards(stored, verdict).check();
    new Topic(evidence.houses(), verdict).check(evidence.topic(), stored.journal());
    for (House house : evidence.houses()) {
      check(house, evidence, verdict);
    }
    checkStrangers(evidence, verdict);
    return verdict;
  }

  private static void check(House house, Evidence evidence, Verdict verdict) {
    long number = house.number();
    Stored stored = evidence.stored();
    List<Entry> journal =
        stored.journal().stream().filter(entry -> entry.restaurant() == number).toList();
    List<Call> calls =
        evidence.calls().stream().filter(call -> call.house().equals(house.id())).toList();
    List<Row> rows = stored.rows().stream().filter(row -> row.restaurant() == number).toList();
    List<Offered> offered =
        evidence.offered().stream().filter(one -> one.house().equals(house.id())).toList();
    Story story = new Story(house, journal, calls);
    Visits visits = new Visits(story, verdict);
    visits.check();
    new Effects(story, verdict).check();
    Windows windows = new Windows(story, verdict, evidence.clocksApartMs());
    windows.check();
    Rows of = new Rows(story, verdict);
    of.check(rows, visits.last());
    of.check(offered, windows.openings());
  }

  /** What belongs to no restaurant of the run. */
  private static void checkStrangers(Evidence evidence, Verdict verdict) {
    List<Long> known = evidence.houses().stream().map(House::number).toList();
    for (Entry entry : evidence.stored().journal()) {
      if (!known.contains(entry.restaurant())) {
        verdict.broken("C", "an event of a restaurant that nobody made: " + entry);
      }
    }
    for (Row row : evidence.stored().rows()) {
      if (!known.contains(row.restaurant())) {
        verdict.broken("E", "a row of a restaurant that nobody made: " + row);
      }
    }
  }
}
