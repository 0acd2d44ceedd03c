package io.tavolo.chaos.check;

import io.tavolo.chaos.check.Stored.Entry;
import io.tavolo.engine.reservation.Event;
import io.tavolo.engine.reservation.Reservation;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;

/** B and C: what was said is there, once, and nothing else is. */
final class Effects {
  private final Story story;
  private final Verdict verdict;

  Effects(Story story, Verdict verdict) {
    this.story = story;
    this.verdict = verdict;
  }

  void check() {
    checkEvents();
    for (Call call : story.calls()) {
      if (call.last().answer() instanceof Answer.Surprise) {
        verdict.broken("answer", "no node should say that: " + Words.of(call));
      }
      if (call.op().writes()) {
        check(call);
      }
    }
  }

  private void checkEvents() {
    Map<Name, Integer> byKey = new HashMap<>();
    Map<Name, Integer> byExternal = new HashMap<>();
    for (int version = 1; version <= story.events().size(); version++) {
      Entry entry = story.events().get(version - 1);
      Event.OfReservation event = Story.ofReservation(entry);
      boolean ofLane = event.kind() == Event.Kind.EXPIRED;
      if (ofLane) {
        verdict.count("events of the lanes' own, whose place in real time is not known");
      } else if (story.author(version) == null) {
        verdict.broken("C", at(version, "an event that nobody asked for"));
      } else {
        once(byKey, entry.key(), version, "a second event of one command");
      }
      if (event.after().external() != null && event.after().version() == 1) {
        Name external = new Name(event.after().external().high(), event.after().external().low());
        once(byExternal, external, version, "a second reservation of one external id");
      }
    }
    for (int version = 1; version <= story.events().size(); version++) {
      Call author = story.author(version);
      if (author != null && story.versionOf(author) != version) {
        verdict.broken("C", at(version, "a second event of one call"));
      }
    }
  }

  private void once(Map<Name, Integer> seen, Name name, int version, String what) {
    Integer before = seen.putIfAbsent(name, version);
    if (before != null) {
      verdict.broken("C", at(version, what + ", as version " + before));
    }
  }

  private void check(Call call) {
    int version = story.versionOf(call);
    if (version != 0) {
      checkAsked(call, version);
    }
    Answer answer = call.answer();
    if (answer == null) {
      boolean nothing = call.beganNs() == Call.NEVER;
      verdict.count(
          nothing
              ? "calls that were told that nothing was done, and nothing was"
              : version == 0
                  ? "calls of unknown outcome that came to nothing"
                  : "calls of unknown outcome that came to one event");
      if (nothing && version != 0) {
        verdict.broken("C", at(version, "done, although each answer was that nothing was"));
      }
    } else if (answer instanceof Answer.Refused) {
      boolean mayFollow = call.key() == null && call.external() != null && call.leftOneBehind();
      if (version != 0 && !mayFollow) {
        verdict.broken("C", at(version, "done, although it was refused"));
      }
    } else if (version == 0 && isOverAnyhow(call)) {
      verdict.count("holds given back that had run out before");
    } else if (version == 0) {
      verdict.broken(
          "B", story.house().id() + ": acknowledged, and not in the journal: " + Words.of(call));
    } else if (answer instanceof Answer.Stands stands) {
      checkShown(call, version, stands.shown());
    }
  }

  /** An event is ascribed to a call by its name alone: it must be what the call asked for, too. */
  private void checkAsked(Call call, int version) {
    Event.OfReservation event = Story.ofReservation(story.events().get(version - 1));
    Reservation after = event.after();
    boolean so =
        isOf(call.op(), event.kind())
            && (call.reservation() == 0 || call.reservation() == after.id())
            && (call.startTick() == 0 || call.startTick() == after.startTick())
            && (call.partySize() == 0 || call.partySize() == after.partySize());
    if (!so) {
      verdict.broken(
          "C", at(version, "not the event that was asked for") + "\n      by " + Words.of(call));
    }
  }

  private static boolean isOf(Call.Op op, Event.Kind kind) {
    return switch (op) {
      case BOOK -> kind == Event.Kind.BOOKED;
      case HOLD -> kind == Event.Kind.HELD;
      case CONFIRM -> kind == Event.Kind.CONFIRMED;
      case RELEASE -> kind == Event.Kind.RELEASED;
      case CANCEL -> kind == Event.Kind.CANCELLED;
      case MOVE -> kind == Event.Kind.MODIFIED;
      case READ, FREE, FREE_OF_LANE -> false;
    };
  }

  /** Who gives back what has run out is told that all is well. */
  private boolean isOverAnyhow(Call call) {
    int until = story.askedUntil(call.endedNs());
    return call.op() == Call.Op.RELEASE
        && Windows.when(story.life(call.reservation()), 1, until, one -> !one.status().occupies())
            != Openings.NEVER;
  }

  private void checkShown(Call call, int version, Shown shown) {
    long made = Story.ofReservation(story.events().get(version - 1)).after().id();
    if (shown.id() != made) {
      verdict.broken("C", at(version, "another reservation than that of the key was shown"));
      return;
    }
    NavigableMap<Integer, Reservation> life = story.life(shown.id());
    int until = Math.max(version, story.askedUntil(call.endedNs()));
    boolean stood =
        Windows.when(life, version, until, one -> Shown.of(one).equals(shown)) != Openings.NEVER;
    if (!stood) {
      verdict.broken(
          "B",
          at(version, "it was acknowledged as it never stood until version " + until)
              + "\n      by "
              + Words.of(call));
    }
    verdict.count("writes acknowledged, each in the journal and as it was shown");
  }

  private String at(int version, String what) {
    return "%s: %s%s".formatted(story.house().id(), what, story.around(version));
  }
}
