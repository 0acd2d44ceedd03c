package io.tavolo.chaos.check;

import io.tavolo.chaos.check.Call.Op;
import io.tavolo.engine.reservation.Reservation;
import io.tavolo.engine.reservation.Status;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.PriorityQueue;
import java.util.function.Predicate;

/** H: everything that was said of a restaurant was true when it could have been said. */
final class Windows {
  /** How long a node asks a lane what is free, with room, when its client has gone. */
  private static final long ASKED_AT_MOST_NS = 8_000_000_000L;

  private final Story story;
  private final Openings openings;
  private final Verdict verdict;
  private final long clocksApartMs;

  /** What was seen at a version, by those who were told so at a time. */
  private record Seen(long endedNs, int version) {}

  /** When a call can have been decided. */
  private record Window(Call call, long fromNs, long toNs) {}

  Windows(Story story, Verdict verdict, long clocksApartMs) {
    this.story = story;
    this.verdict = verdict;
    this.clocksApartMs = clocksApartMs;
    openings = new Openings(story);
  }

  Openings openings() {
    return openings;
  }

  void check() {
    checkOrderOfWrites();
    checkOrderOfReads();
  }

  private void checkOrderOfWrites() {
    for (int version = 1; version <= story.events().size(); version++) {
      Call author = story.author(version);
      if (author == null || story.versionOf(author) != version) {
        continue;
      }
      if (author.beganNs() == Call.NEVER) {
        continue; // C tells of it.
      }
      int before = story.acknowledgedBefore(author.beganNs());
      if (before >= version) {
        verdict.broken(
            "H",
            "%s: version %d was asked for after version %d had been acknowledged%s%s"
                .formatted(
                    story.house().id(),
                    version,
                    before,
                    story.around(version),
                    before > version + 6 ? story.around(before) : ""));
      }
    }
  }

  private void checkOrderOfReads() {
    List<Window> windows = new ArrayList<>();
    for (Call call : story.calls()) {
      if (call.answer() != null
          && (!call.op().writes() || call.answer() instanceof Answer.Refused)) {
        windows.add(new Window(call, beginning(call), call.endedNs()));
      }
    }
    windows.sort(Comparator.comparingLong(Window::fromNs));
    PriorityQueue<Seen> pending = new PriorityQueue<>(Comparator.comparingLong(Seen::endedNs));
    int seen = 0;
    for (Window window : windows) {
      while (!pending.isEmpty() && pending.peek().endedNs() < window.fromNs()) {
        seen = Math.max(seen, pending.remove().version());
      }
      int from = Math.max(seen, story.acknowledgedBefore(window.fromNs()));
      int to = story.askedUntil(window.toNs());
      int version = judge(window.call(), from, to);
      if (version > 0) {
        pending.add(new Seen(window.toNs(), version));
      }
    }
  }

  /** When at the earliest it can have been decided. */
  private long beginning(Call call) {
    if (call.op() == Op.FREE_OF_LANE) {
      return beginningOfShared(call);
    }
    // Only what is decided under a key stays decided until the client hears of it.
    return call.key() != null ? call.beganNs() : call.last().sentNs();
  }

  /** A node asks once for all who want to know the same while the answer is under way. */
  private long beginningOfShared(Call call) {
    Attempt last = call.last();
    long from = last.sentNs();
    for (Call other : story.calls()) {
      if (!other.op().asksWhatIsFree()
          || House.dayOf(other.startTick()) != House.dayOf(call.startTick())) {
        continue;
      }
      for (Attempt attempt : other.attempts()) {
        long underWayNs =
            attempt.answer() instanceof Answer.Unknown
                ? attempt.sentNs() + ASKED_AT_MOST_NS
                : attempt.endedNs();
        if (attempt.node() == last.node()
            && attempt.sentNs() < from
            && underWayNs >= last.sentNs()) {
          from = attempt.sentNs();
        }
      }
    }
    return from;
  }

  /** The version that the answer is true at, or 0 when it tells nothing that orders others. */
  private int judge(Call call, int from, int to) {
    Answer answer = call.answer();
    if (answer instanceof Answer.Refused refused) {
      return judge(call, refused, from, to);
    }
    if (answer instanceof Answer.Stands stands && call.op() == Op.READ) {
      verdict.count("reservations read, each true at a version of its window");
      return found(call, whenShown(stands.shown(), from, to), from, to);
    }
    if (answer instanceof Answer.Free free) {
      int day = House.dayOf(call.startTick());
      int party = call.partySize();
      boolean ofLane = call.op() == Op.FREE_OF_LANE;
      verdict.count(
          ofLane
              ? "availabilities of a lane, each true at a version of its window"
              : "availabilities that may be cached, each true at a version not in the future");
      int version = openings.whenExactly(free.startTicks(), day, party, ofLane ? from : 0, to);
      found(call, version, ofLane ? from : 0, to);
      return ofLane ? version : 0;
    }
    return 0;
  }

  private int judge(Call call, Answer.Refused refused, int from, int to) {
    switch (refused.reason()) {
      case "no_table" -> {
        verdict.count("refusals for want of a table, each true at a version of its window");
        checkAlternatives(call, refused);
        long except = call.op() == Op.MOVE ? call.reservation() : 0;
        int version = openings.whenTaken(call.startTick(), call.partySize(), except, from, to);
        return found(call, version, from, to);
      }
      case "hold-expired" -> {
        int version = whenStatus(call.reservation(), false, from, to);
        if (version == Openings.NEVER && isDueByClock(call, to)) {
          verdict.count("refusals of a hold that had run out by the clock alone");
          return 0;
        }
        verdict.count("refusals of a hold that was over, each true at a version of its window");
        return found(call, version, from, to);
      }
      case "not-changeable" -> {
        verdict.count("refusals of a change, each true at a version of its window");
        return found(
            call, whenStatus(call.reservation(), call.op() == Op.RELEASE, from, to), from, to);
      }
      default ->
          verdict.broken(
              "H", "refused for a reason that these histories do not have: " + Words.of(call));
    }
    return 0;
  }

  /** Offered for the same party, on the state of the last attempt's answer. */
  private void checkAlternatives(Call call, Answer.Refused refused) {
    int from = story.acknowledgedBefore(call.last().sentNs());
    int to = story.askedUntil(call.last().endedNs());
    if (refused.alternativeTicks().isEmpty() || call.op() == Op.MOVE) {
      return;
    }
    int version =
        openings.whenAllFree(
            refused.alternativeTicks(), House.dayOf(call.startTick()), call.partySize(), from, to);
    verdict.count("lists of alternatives, each free at a version of its window");
    if (version == Openings.NEVER) {
      verdict.broken("H", wrong(call, "alternatives that were not free", from, to));
    }
  }

  private int found(Call call, int version, int from, int to) {
    if (version == Openings.NEVER) {
      verdict.broken("H", wrong(call, "an answer that was never true", from, to));
      return 0;
    }
    return version;
  }

  private String wrong(Call call, String what, int from, int to) {
    return "%s: %s at versions %d to %d: %s%s"
        .formatted(
            story.house().id(), what, from, to, Words.of(call), story.around((from + to) / 2));
  }

  private int whenShown(Shown shown, int from, int to) {
    return when(story.life(shown.id()), from, to, one -> Shown.of(one).equals(shown));
  }

  /** Over, or else confirmed. */
  private int whenStatus(long reservation, boolean confirmed, int from, int to) {
    return when(
        story.life(reservation),
        from,
        to,
        one -> confirmed ? one.status() == Status.CONFIRMED : !one.status().occupies());
  }

  /** The lowest version of a range at which the reservation is so. */
  static int when(
      NavigableMap<Integer, Reservation> life, int from, int to, Predicate<Reservation> holds) {
    Map.Entry<Integer, Reservation> entry = life.floorEntry(from);
    if (entry != null && from <= to && holds.test(entry.getValue())) {
      return from;
    }
    for (var change : life.tailMap(from, false).entrySet()) {
      if (change.getKey() <= to && holds.test(change.getValue())) {
        return change.getKey();
      }
    }
    return Openings.NEVER;
  }

  private boolean isDueByClock(Call call, int to) {
    var entry = story.life(call.reservation()).floorEntry(to);
    return entry != null
        && entry.getValue().status() == Status.HELD
        && call.last().endedMs() + clocksApartMs >= entry.getValue().holdUntilMs();
  }
}
