package io.tavolo.chaos.check;

import io.tavolo.chaos.check.Call.Op;
import io.tavolo.chaos.check.Stored.Entry;
import io.tavolo.engine.reservation.Event;
import io.tavolo.engine.reservation.Reservation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One restaurant's events about reservations, and the calls that asked for them. Version {@code n}
 * stands after the first {@code n} events.
 */
final class Story {
  private final House house;
  private final List<Entry> events;
  private final List<Call> calls;
  private final List<@Nullable Call> authors = new ArrayList<>();
  private final IdentityHashMap<Call, Integer> versions = new IdentityHashMap<>();
  private final Map<Long, NavigableMap<Integer, Reservation>> lives = new HashMap<>();

  /** Ends of calls that succeeded, and the highest version acknowledged by then. */
  private final long[] ends;

  private final int[] highest;

  /** Beginnings of calls with an event, and the lowest version asked for from then on. */
  private final long[] beginnings;

  private final int[] lowest;

  Story(House house, List<Entry> journal, List<Call> calls) {
    this.house = house;
    this.calls = calls;
    events =
        journal.stream().filter(entry -> entry.event() instanceof Event.OfReservation).toList();
    ascribe();
    List<Call> acknowledged =
        calls.stream()
            .filter(call -> call.succeeded() && versions.containsKey(call))
            .sorted(Comparator.comparingLong(Call::endedNs))
            .toList();
    ends = acknowledged.stream().mapToLong(Call::endedNs).toArray();
    highest = acknowledged.stream().mapToInt(this::versionOf).toArray();
    for (int i = 1; i < highest.length; i++) {
      highest[i] = Math.max(highest[i], highest[i - 1]);
    }
    List<Call> writers =
        authors.stream()
            .filter(call -> call != null)
            .sorted(Comparator.comparingLong(Call::beganNs))
            .toList();
    beginnings = writers.stream().mapToLong(Call::beganNs).toArray();
    lowest = writers.stream().mapToInt(this::versionOf).toArray();
    for (int i = lowest.length - 2; i >= 0; i--) {
      lowest[i] = Math.min(lowest[i], lowest[i + 1]);
    }
  }

  private void ascribe() {
    Asked asked = new Asked(calls);
    for (int n = 1; n <= events.size(); n++) {
      Entry entry = events.get(n - 1);
      Event.OfReservation event = ofReservation(entry);
      Call author = asked.author(entry, event);
      authors.add(author);
      if (author != null) {
        versions.putIfAbsent(author, n);
      }
      lives.computeIfAbsent(event.after().id(), id -> new TreeMap<>()).put(n, event.after());
    }
    for (Call call : calls) {
      // Who repeats a command under its key is told of the same event.
      Call first = call.key() == null ? null : asked.firstOf(call.key());
      if (first != null && !first.equals(call) && versions.containsKey(first)) {
        versions.put(call, versionOf(first));
      }
    }
  }

  /** By what the journal can tell whose command an event comes from. */
  private static final class Asked {
    private final Map<Name, Call> byKey = new HashMap<>();
    private final Map<Name, Call> byExternal = new HashMap<>();
    private final Map<Op, Map<Long, Call>> byReservation = new HashMap<>();

    Asked(List<Call> calls) {
      calls.stream()
          .filter(call -> call.op().writes())
          .sorted(Comparator.comparingLong(call -> call.attempts().get(0).sentNs()))
          .forEach(this::add);
    }

    private void add(Call call) {
      if (call.key() != null) {
        byKey.putIfAbsent(call.key(), call);
      } else if (call.external() != null) {
        byExternal.putIfAbsent(call.external(), call);
      } else if (call.reservation() != 0) {
        byReservation
            .computeIfAbsent(call.op(), op -> new HashMap<>())
            .putIfAbsent(call.reservation(), call);
      }
    }

    @Nullable Call firstOf(Name key) {
      return byKey.get(key);
    }

    @Nullable Call author(Entry entry, Event.OfReservation event) {
      Call keyed = byKey.get(entry.key());
      if (keyed != null) {
        return keyed;
      }
      Reservation after = event.after();
      return switch (event.kind()) {
        case BOOKED, HELD ->
            after.external() == null
                ? null
                : byExternal.get(new Name(after.external().high(), after.external().low()));
        case CONFIRMED -> about(Op.CONFIRM, after.id());
        case RELEASED -> about(Op.RELEASE, after.id());
        case CANCELLED -> about(Op.CANCEL, after.id());
        case MODIFIED, EXPIRED, RECORDED -> null;
      };
    }

    private @Nullable Call about(Op op, long reservation) {
      return byReservation.getOrDefault(op, Map.of()).get(reservation);
    }
  }

  static Event.OfReservation ofReservation(Entry entry) {
    return (Event.OfReservation) entry.event();
  }

  House house() {
    return house;
  }

  /** The events about reservations, in their order. */
  List<Entry> events() {
    return events;
  }

  List<Call> calls() {
    return calls;
  }

  /** The call that asked for the event that made the version, or null when none did. */
  @Nullable Call author(int version) {
    return authors.get(version - 1);
  }

  /** The version that the call's event made, 0 when it has none. */
  int versionOf(Call call) {
    return versions.getOrDefault(call, 0);
  }

  /** What a reservation was, by the versions at which it changed; empty when it never was. */
  NavigableMap<Integer, Reservation> life(long reservation) {
    return lives.getOrDefault(reservation, new TreeMap<>());
  }

  /** The highest version that had been acknowledged before the moment. */
  int acknowledgedBefore(long ns) {
    int n = firstAtOrAfter(ends, ns);
    return n == 0 ? 0 : highest[n - 1];
  }

  /** The highest version that does not rest on what was asked for after the moment. */
  int askedUntil(long ns) {
    int n = firstAtOrAfter(beginnings, ns == Long.MAX_VALUE ? ns : ns + 1);
    return n == lowest.length ? events.size() : Math.min(lowest[n] - 1, events.size());
  }

  private static int firstAtOrAfter(long[] sorted, long ns) {
    int n = Arrays.binarySearch(sorted, ns);
    if (n < 0) {
      return -n - 1;
    }
    while (n > 0 && sorted[n - 1] == ns) {
      n--;
    }
    return n;
  }

  /** The journal around a version, for people. */
  String around(int version) {
    StringBuilder text = new StringBuilder();
    for (int n = Math.max(1, version - 6); n <= Math.min(events.size(), version + 6); n++) {
      Entry entry = events.get(n - 1);
      Event.OfReservation event = ofReservation(entry);
      Call author = author(n);
      text.append(
          "%n      %s version %d: %d-%d epoch %d %s %s, %s"
              .formatted(
                  n == version ? ">" : " ",
                  n,
                  entry.shard(),
                  entry.seq(),
                  entry.epoch(),
                  event.kind(),
                  Shown.of(event.after()),
                  author == null ? "asked for by nobody" : Words.of(author)));
    }
    return text.toString();
  }
}
