package io.tavolo.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tavolo.engine.id.RestaurantNumber;
import io.tavolo.engine.reservation.Status;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.SoftAssertions;

/** What stands in the database, compared with what diners were told. */
final class Ledger {
  private static final int CONFIRMED = Status.CONFIRMED.code();
  private static final int CANCELLED = Status.CANCELLED.code();
  private static final String STANDING = "status in (0, 1, 2, 3)";

  private final OutsideServers servers;
  private final ObjectMapper json = new ObjectMapper();

  Ledger(OutsideServers servers) {
    this.servers = servers;
  }

  /**
   * Everything at once, after an outage: nothing that was acknowledged is missing, nothing that was
   * denied is there, unknown outcomes come to zero or one, and no table is taken twice.
   */
  void check(NodeProcess node, Diners diners) throws Exception {
    System.out.printf(
        "%d reservations acknowledged; %d times told to wait, %d times that nothing was done%n",
        diners.told.size(), diners.unavailable.get(), diners.denied.size());
    deniedAreNotThere(diners);
    diners.resolveUnanswered(node);
    assertThat(diners.surprises).isEmpty();
    acknowledgedAreThere(diners);
    noTableIsTakenTwice();
  }

  private void deniedAreNotThere(Diners diners) throws SQLException {
    Map<String, Integer> bookings = bookingsByName();
    assertThat(diners.denied)
        .as("told that nothing was done")
        .allSatisfy(name -> assertThat(bookings.getOrDefault(name, 0)).isZero());
    assertThat(bookings).allSatisfy((name, count) -> assertThat(count).as(name).isEqualTo(1));
  }

  /** Every booking has a name of its own in these tests. */
  private Map<String, Integer> bookingsByName() throws SQLException {
    Map<String, Integer> bookings = new HashMap<>();
    try (Connection connection = servers.sql();
        ResultSet rows =
            connection
                .createStatement()
                .executeQuery(
                    """
                    select d.name, count(*) from reservation r
                      join diner d on d.restaurant = r.restaurant and d.ref = r.diner
                     group by d.name
                    """)) {
      while (rows.next()) {
        bookings.put(rows.getString(1), rows.getInt(2));
      }
    }
    return bookings;
  }

  private void acknowledgedAreThere(Diners diners) throws Exception {
    Map<String, Integer> statusByName = new HashMap<>();
    try (Connection connection = servers.sql();
        ResultSet rows =
            connection
                .createStatement()
                .executeQuery(
                    """
                    select d.name, r.status from reservation r
                      join diner d on d.restaurant = r.restaurant and d.ref = r.diner
                    """)) {
      while (rows.next()) {
        statusByName.put(rows.getString(1), rows.getInt(2));
      }
    }
    SoftAssertions all = new SoftAssertions();
    diners.told.replaceAll(
        (booked, told) -> {
          Integer status = statusByName.get(booked.name());
          all.assertThat(status).as("%s", booked).isIn(allowed(told));
          // What was not known is known from now on.
          return status != null && status == CANCELLED
              ? Diners.Told.CANCELLED
              : Diners.Told.CONFIRMED;
        });
    all.assertAll();
  }

  private static List<Integer> allowed(Diners.Told told) {
    return switch (told) {
      case CONFIRMED -> List.of(CONFIRMED);
      case CANCELLED -> List.of(CANCELLED);
      case UNKNOWN -> List.of(CONFIRMED, CANCELLED);
    };
  }

  private void noTableIsTakenTwice() throws SQLException {
    try (Connection connection = servers.sql();
        ResultSet rows =
            connection
                .createStatement()
                .executeQuery(
                    """
                    select count(*) from reservation a
                      join reservation b on b.restaurant = a.restaurant and b.id > a.id
                       and b.service_day between a.service_day - 1 and a.service_day + 1
                     where a.%1$s and b.%1$s and a.start_tick < b.end_tick and b.start_tick < a.end_tick
                       and string_to_array(a.tables, ',') && string_to_array(b.tables, ',')
                    """
                        .formatted(STANDING))) {
      rows.next();
      assertThat(rows.getInt(1)).as("pairs that overlap on a table").isZero();
    }
  }

  /** What a node offers a party of two on the day is what the database leaves free. */
  void awaitAvailabilityAsStored(NodeProcess node, String house, int tables, LocalDate day)
      throws Exception {
    List<String> free = freeStarts(house, tables, day);
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    List<String> offered = offered(node, house, day);
    // The cache may be a moment behind.
    while (!offered.equals(free) && System.nanoTime() < deadline) {
      offered = offered(node, house, day);
    }
    assertThat(offered).as("%s on %s", house, day).isEqualTo(free);
  }

  /** As {@link Houses} has it: every quarter of an hour from 12:00 to 22:00, for 90 minutes. */
  private List<String> freeStarts(String house, int tables, LocalDate day) throws SQLException {
    List<String> free = new ArrayList<>();
    try (Connection connection = servers.sql();
        PreparedStatement taken =
            connection.prepareStatement(
                """
                select count(distinct tables) from reservation
                 where restaurant = ? and %s and start_tick < ? and end_tick > ?
                """
                    .formatted(STANDING))) {
      for (int minute = 12 * 60; minute <= 22 * 60; minute += 15) {
        Instant start = day.atStartOfDay(ZoneOffset.UTC).toInstant().plusSeconds(minute * 60L);
        int tick = (int) (start.getEpochSecond() / 300);
        taken.setLong(1, RestaurantNumber.of(house));
        taken.setInt(2, tick + 18);
        taken.setInt(3, tick);
        try (ResultSet rows = taken.executeQuery()) {
          rows.next();
          if (rows.getInt(1) < tables) {
            free.add(start.toString());
          }
        }
      }
    }
    return free;
  }

  /** The starts that the node offers a party of two. */
  List<String> offered(NodeProcess node, String house, LocalDate day) throws Exception {
    HttpResponse<String> answer =
        node.client()
            .send(
                HttpRequest.newBuilder(
                        node.api(
                            "/v1/restaurants/%s/availability?date=%s&party_size=2"
                                .formatted(house, day)))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    List<String> starts = new ArrayList<>();
    for (JsonNode slot : json.readTree(answer.body()).get("slots")) {
      starts.add(OffsetDateTime.parse(slot.get("start").asText()).toInstant().toString());
    }
    return starts;
  }
}
