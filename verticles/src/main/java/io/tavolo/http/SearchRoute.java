package io.tavolo.http;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tavolo.engine.availability.DaySnapshot;
import io.tavolo.engine.availability.NearestTimes;
import io.tavolo.engine.availability.OpenSlot;
import io.tavolo.engine.lane.Reply;
import io.tavolo.http.body.ProfileBody;
import io.tavolo.http.exchange.Exchange;
import io.tavolo.http.exchange.Routes;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The list of restaurants: by text, place and cuisine, and with a date those that have a table.
 *
 * <p>With a date the page is filled in rounds: so many restaurants from the database, their day
 * from the cache in one call, those without a table left out, and on until the page is full, the
 * list ends, or {@value #MOST_LOOKED_AT} have been looked at. A page may therefore be shorter than
 * its limit and still have a next one. What no lane has told in time is left out too, and counted
 * as {@code unanswered}: the same search finds it a moment later.
 */
final class SearchRoute {
  private static final int MOST_LOOKED_AT = 1_000;

  /** For the lanes' answers, all rounds together. */
  private static final long LANES_MS = 2_000;

  private static final long NANOS_PER_MS = 1_000_000;

  private final PerLoop loop;

  SearchRoute(PerLoop loop) {
    this.loop = loop;
  }

  void addTo(Routes routes) {
    routes.add(HttpMethod.GET, "/v1/restaurants", this::search);
  }

  private void search(Exchange exchange) {
    SearchQuery query = SearchQuery.of(exchange.query(SearchQuery.KNOWN));
    LocalDate date = query.date();
    Page page = new Page(query);
    exchange.after(
        date == null ? page.list() : page.fill((int) date.toEpochDay()),
        full -> {
          if (page.next != null) {
            exchange.with("Link", query.next(page.next));
          }
          if (date != null) {
            exchange.with(HttpHeaders.CACHE_CONTROL, "no-cache");
          }
          exchange.json(200, page::writeTo);
        });
  }

  /** A restaurant of the page; no times when no date was asked for. */
  private record Hit(Reads.Listed restaurant, @Nullable List<OpenSlot> times) {}

  /** The page of one search, as it fills. */
  private final class Page {
    private final SearchQuery query;
    private final List<Hit> hits = new ArrayList<>();
    private final long nowMs = loop.node().wallClockMs().getAsLong();
    private final long startNanos = System.nanoTime();
    private Reads.@Nullable Place next;
    private int lookedAt;
    private int unanswered;

    Page(SearchQuery query) {
      this.query = query;
    }

    /** Everybody who matches, with a table or without. */
    Future<Void> list() {
      return candidates(query.after())
          .map(
              found -> {
                for (int i = 0; i < found.size() && i < query.limit(); i++) {
                  hits.add(new Hit(found.get(i), null));
                }
                goOn(found, hits.size());
                return null;
              });
    }

    Future<Void> fill(int serviceDay) {
      return round(serviceDay, query.after());
    }

    private Future<Void> round(int serviceDay, Reads.@Nullable Place after) {
      return candidates(after)
          .compose(
              found -> {
                List<Reads.Listed> round = found.subList(0, Math.min(found.size(), query.limit()));
                List<String> ids =
                    round.stream().map(listed -> listed.profile().restaurantId()).toList();
                return loop.node()
                    .availability()
                    .days(ids, serviceDay, Math.max(1, leftMs()))
                    .compose(
                        days -> {
                          goOn(found, take(round, days));
                          return isToGoOn() ? round(serviceDay, next) : Future.succeededFuture();
                        });
              });
    }

    private Future<List<Reads.Listed>> candidates(Reads.@Nullable Place after) {
      return loop.reads().restaurants(query.from(after, query.limit() + 1));
    }

    /** Adds those with a table until the page is full; how many were looked at. */
    private int take(List<Reads.Listed> round, List<Reply> days) {
      int taken = 0;
      while (taken < round.size() && hits.size() < query.limit()) {
        Reply reply = days.get(taken);
        if (reply instanceof Reply.Day day) {
          List<OpenSlot> times = times(day.day());
          if (!times.isEmpty()) {
            hits.add(new Hit(round.get(taken), times));
          }
        } else if (reply instanceof Reply.Unavailable) {
          unanswered++;
        }
        taken++;
      }
      return taken;
    }

    private List<OpenSlot> times(DaySnapshot day) {
      return query.hasTime()
          ? NearestTimes.of(day, query.partySize(), query.minuteOfDay(), nowMs)
          : NearestTimes.first(day, query.partySize(), nowMs);
    }

    /** Where the list goes on after so many of these; nowhere when they were all. */
    private void goOn(List<Reads.Listed> found, int taken) {
      lookedAt += taken;
      next = taken < found.size() ? found.get(taken - 1).place() : null;
    }

    private boolean isToGoOn() {
      return next != null
          && hits.size() < query.limit()
          && lookedAt < MOST_LOOKED_AT
          && leftMs() > 0;
    }

    private long leftMs() {
      return LANES_MS - (System.nanoTime() - startNanos) / NANOS_PER_MS;
    }

    void writeTo(JsonGenerator out) throws IOException {
      out.writeArrayFieldStart("restaurants");
      for (Hit hit : hits) {
        Reads.Listed restaurant = hit.restaurant();
        out.writeStartObject();
        ProfileBody.write(restaurant.profile(), out);
        writeDistance(restaurant.distanceKm(), out);
        if (hit.times() != null) {
          ZoneId zone = restaurant.profile().zone();
          SlotJson.write("times", hit.times(), zone, out);
        }
        out.writeEndObject();
      }
      out.writeEndArray();
      if (query.date() != null) {
        out.writeNumberField("unanswered", unanswered);
      }
    }
  }

  /** To the nearest 10 metres: more would pretend. */
  private static void writeDistance(@Nullable Double distanceKm, JsonGenerator out)
      throws IOException {
    if (distanceKm != null) {
      out.writeNumberField("distance_km", Math.round(distanceKm * 100) / 100.0);
    }
  }
}
