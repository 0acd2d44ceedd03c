package io.tavolo.http;

import io.tavolo.engine.availability.DaySnapshot;
import io.tavolo.engine.availability.OpenSlot;
import io.tavolo.engine.id.RestaurantNumber;
import io.tavolo.engine.lane.Reply;
import io.tavolo.http.body.BookingBody;
import io.tavolo.http.exchange.EventStream;
import io.tavolo.http.exchange.Exchange;
import io.tavolo.http.exchange.Query;
import io.tavolo.http.exchange.Routes;
import io.tavolo.http.json.Faults;
import io.tavolo.http.json.Json;
import io.tavolo.http.problem.Problem;
import io.tavolo.http.problem.ProblemType;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Availability as it changes, in server-sent events: what is free now, then again whenever that
 * changes for the party. The streams of one event loop.
 *
 * <p>An event's id is epoch and sequence of the snapshot behind it. A client that comes back and
 * names one is told at once what is newer, and nothing that it has. Every heartbeat looks at the
 * clock too: a time that has passed is no longer free, though nobody booked it.
 *
 * <p>A stream keeps the newest snapshot and what it has shown of it, however far behind its client
 * is: what the client does not read in time is skipped, since each event says all.
 */
final class StreamRoute {
  private static final Set<String> PARAMETERS = Set.of("date", "party_size");
  private static final String LAST_EVENT_ID = "Last-Event-ID";
  private static final Pattern ID = Pattern.compile("(\\d{1,18})-(\\d{1,18})");

  private final PerLoop loop;
  private final Set<Stream> open = new HashSet<>();
  private boolean closing;
  private @Nullable Rendered last;

  StreamRoute(PerLoop loop) {
    this.loop = loop;
  }

  void addTo(Routes routes) {
    routes.add(HttpMethod.GET, "/v1/restaurants/{restaurant_id}/availability/stream", this::begin);
  }

  /** To be called every 15 s or so. */
  void heartbeat() {
    List.copyOf(open).forEach(Stream::heartbeat);
  }

  /** Ends all streams, and begins none any more: their clients come back, to another node. */
  void close() {
    closing = true;
    List.copyOf(open).forEach(Stream::end);
  }

  /** How far a client, or a snapshot, has come. */
  private record Stamp(long epoch, long seq) {
    static final Stamp NONE = new Stamp(-1, -1);

    static Stamp of(DaySnapshot day) {
      return new Stamp(day.epoch(), day.seq());
    }

    static Stamp of(@Nullable String id) {
      if (id == null || id.isEmpty()) {
        return NONE;
      }
      Matcher parts = ID.matcher(id);
      if (!parts.matches()) {
        throw Problem.of(
                ProblemType.INVALID_HEADER,
                "%s: %s (expected: the id of an event of this stream)"
                    .formatted(LAST_EVENT_ID, Faults.quoted(id)))
            .asException();
      }
      return new Stamp(Long.parseLong(parts.group(1)), Long.parseLong(parts.group(2)));
    }

    String id() {
      return epoch + "-" + seq;
    }
  }

  /** Written once for all who look at the same. */
  private record Rendered(DaySnapshot day, int partySize, List<OpenSlot> slots, Buffer json) {
    boolean shows(DaySnapshot other, int otherSize, List<OpenSlot> otherSlots) {
      return day == other && partySize == otherSize && slots.equals(otherSlots);
    }
  }

  private void begin(Exchange exchange) {
    String restaurantId = Addresses.restaurant(exchange);
    Query query = exchange.query(PARAMETERS);
    int serviceDay = (int) query.date("date").toEpochDay();
    int partySize = query.integer("party_size", 1, BookingBody.MAX_PARTY);
    Stream stream = new Stream(partySize, Stamp.of(exchange.header(LAST_EVENT_ID)));
    if (closing) {
      throw Problem.unavailable("this node is about to stop", 1).asException();
    }
    Future<Reply> first = loop.node().availability().day(restaurantId, serviceDay);
    AvailabilityChanges.Watching watching =
        loop.node().changes().watch(restaurantId, serviceDay, stream::take);
    if (watching == null) {
      throw Problem.unavailable("too many streams are open", 5).asException();
    }
    stream.watching = watching;
    exchange.after(
        first,
        reply -> {
          if (!(reply instanceof Reply.Day day)) {
            watching.end();
            throw Engine.refused(reply, RestaurantNumber.of(restaurantId));
          }
          stream.take(day.day());
          stream.open(closing ? null : exchange.events());
        });
    first.onFailure(failure -> watching.end());
  }

  /** One client's. */
  private final class Stream {
    private final int partySize;
    private AvailabilityChanges.@Nullable Watching watching;
    private @Nullable EventStream out;

    /** What the client has. */
    private Stamp seen;

    private @Nullable List<OpenSlot> shown;
    private @Nullable DaySnapshot newest;

    Stream(int partySize, Stamp seen) {
      this.partySize = partySize;
      this.seen = seen;
    }

    /** A snapshot, in any order; the newest counts. */
    void take(DaySnapshot day) {
      DaySnapshot before = newest;
      if (before == null || day.isNewerThan(before.epoch(), before.seq())) {
        newest = day;
        if (out != null) {
          show(day);
        }
      }
    }

    void open(@Nullable EventStream stream) {
      if (stream == null) {
        end();
        return;
      }
      out = stream;
      open.add(this);
      stream.onGone(v -> forget());
      stream.onRoom(v -> catchUp());
      DaySnapshot day = newest;
      if (day != null && seen.equals(Stamp.of(day))) {
        shown = day.slots(partySize, nowMs());
      } else if (day != null) {
        show(day);
      }
    }

    private void show(DaySnapshot day) {
      if (hasRoom() && day.isNewerThan(seen.epoch(), seen.seq())) {
        seen = Stamp.of(day);
        showIfChanged(day);
      }
    }

    private void showIfChanged(DaySnapshot day) {
      AvailabilityJson now = AvailabilityJson.of(day, partySize, nowMs());
      if (out != null && !now.slots().equals(shown)) {
        shown = now.slots();
        out.event(seen.id(), render(now));
      }
    }

    private boolean hasRoom() {
      return out != null && out.hasRoom();
    }

    /** What changed while the client did not read is not told one by one. */
    private void catchUp() {
      if (newest != null) {
        show(newest);
      }
    }

    void heartbeat() {
      if (!hasRoom()) {
        return;
      }
      DaySnapshot day = newest;
      // Who has seen more than this node knows is told nothing older.
      if (day != null && seen.equals(Stamp.of(day))) {
        showIfChanged(day);
      }
      if (out != null && out.hasRoom()) {
        out.heartbeat(seen.id());
      }
    }

    void end() {
      if (out != null) {
        out.end();
      }
      forget();
    }

    private void forget() {
      open.remove(this);
      if (watching != null) {
        watching.end();
      }
    }
  }

  private Buffer render(AvailabilityJson now) {
    Rendered rendered = last;
    if (rendered == null || !rendered.shows(now.day(), now.partySize(), now.slots())) {
      rendered = new Rendered(now.day(), now.partySize(), now.slots(), Json.object(now::writeTo));
      last = rendered;
    }
    return rendered.json();
  }

  private long nowMs() {
    return loop.node().wallClockMs().getAsLong();
  }
}
