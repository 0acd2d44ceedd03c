package io.tavolo.chaos.check;

import io.tavolo.chaos.check.Evidence.Offered;
import io.tavolo.chaos.check.Stored.Entry;
import io.tavolo.chaos.check.Stored.Row;
import io.tavolo.engine.reservation.Reservation;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** E: a restaurant's rows, and what the nodes offer, are what its replay comes to. */
final class Rows {
  private final Story story;
  private final Verdict verdict;

  Rows(Story story, Verdict verdict) {
    this.story = story;
    this.verdict = verdict;
  }

  void check(List<Row> rows, Map<Long, Reservation> replayed) {
    Map<Long, Entry> newest = new HashMap<>();
    for (Entry entry : story.events()) {
      newest.put(Story.ofReservation(entry).after().id(), entry);
    }
    Set<Long> missing = new HashSet<>(replayed.keySet());
    for (Row row : rows) {
      long id = row.shown().id();
      Reservation expected = replayed.get(id);
      Entry entry = newest.get(id);
      if (!missing.remove(id) || expected == null || entry == null) {
        broken("a row that no event made, or a second one: " + row);
      } else if (!row.shown().equals(Shown.of(expected))
          || row.seq() != entry.seq()
          || row.shard() != entry.shard()
          || row.holdUntilMs() != expected.holdUntilMs()) {
        broken("the row is %s, the replay %s".formatted(row, expected));
      }
      verdict.count("rows compared with the replay");
    }
    missing.forEach(id -> broken("no row of what the replay has: " + replayed.get(id)));
  }

  void check(List<Offered> offered, Openings openings) {
    for (Offered one : offered) {
      List<Integer> free = openings.freeAt(story.events().size(), one.day(), one.partySize());
      verdict.count("days offered after the end, compared with the replay");
      if (!one.startTicks().equals(free)) {
        broken(
            "node %d offers a party of %d on day %d %s, the replay leaves %s"
                .formatted(one.node(), one.partySize(), one.day(), one.startTicks(), free));
      }
    }
  }

  private void broken(String what) {
    verdict.broken("E", story.house().id() + ": " + what);
  }
}
