package io.tavolo.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RowsTest {
  private static final Place PLACE = new Place(0, "f.csv", 2);

  @TempDir Path dir;

  private CsvFile.Row row(String header, String line) throws IOException {
    Path path = Files.writeString(dir.resolve("f.csv"), header + "\n" + line + "\n");
    try (CsvFile file = new CsvFile(path, Map.of())) {
      return Objects.requireNonNull(file.next());
    }
  }

  private ReservationRow reservation(String line, StableIds ids) throws IOException {
    return ReservationRow.of(
        row("restaurant_id,reserved_at,visit_at,party_size,name,email,external_id", line),
        PLACE,
        7,
        ids);
  }

  @Test
  void shouldSayWhatTheApiTakes() throws IOException {
    ReservationRow row =
        reservation(
            "da-luca,2026-11-01 9:05,2026-12-24T19:00:00+01:00,4,\"Rossi, Ada\",,x-1",
            new StableIds());
    JsonNode line = new ObjectMapper().readTree(row.toLine("run"));

    assertThat(line.toString())
        .isEqualTo(
            "{\"op\":\"book\",\"idempotency_key\":\"run-0-2\",\"restaurant_id\":\"da-luca\","
                + "\"party_size\":4,\"start\":\"2026-12-31T19:00:00+01:00\","
                + "\"recorded_at\":\"2026-11-01T09:05:00\",\"diner\":{\"name\":\"Rossi, Ada\"},"
                + "\"external_id\":\"x-1\"}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        ",2026-11-01 09:00,2026-12-24 19:00,4,,,|restaurant_id: empty",
        "a b,2026-11-01 09:00,2026-12-24 19:00,4,,,|restaurant_id: \"a b\" (expected: 1..64 letters,",
        "a,2026-11-01,2026-12-24 19:00,4,,,|reserved_at: \"2026-11-01\" (expected: a time such as",
        "a,2026-11-01 09:00,2026-02-30 19:00,4,,,|visit_at: \"2026-02-30 19:00\" (expected: a time",
        "a,2026-11-01 09:00,24.12.2026 19:00,4,,,|visit_at: \"24.12.2026 19:00\" (expected: a time",
        "a,2026-11-01 09:00,,4,,,|visit_at: empty",
        "a,2026-11-01 09:00,2026-12-24 19:00,four,,,|party_size: \"four\" (expected: a whole number,",
        "a,2026-11-01 09:00,2026-12-24 19:00,101,,,|party_size: \"101\" (expected: a whole number,",
        "a,2026-11-01 09:00|2 fields (expected: 7, as in the header)",
      })
  void shouldSayWhatCameAndWhatWasExpected(String line, String reason) {
    assertThatThrownBy(() -> reservation(line, new StableIds()))
        .isInstanceOf(Fault.class)
        .hasMessageStartingWith(reason);
  }

  @Test
  void shouldMakeTheSameIdsOfTheSameFileAndOneForEachAnonymousLine() throws IOException {
    String anonymous = "a,2026-11-01 09:00,2026-12-24 19:00,4,,,";
    String named = "a,2026-11-01 09:00,2026-12-24 19:00,4,Ada,,";
    StableIds ids = new StableIds();
    String first = reservation(anonymous, ids).externalId();
    String second = reservation(anonymous, ids).externalId();
    String ofAda = reservation(named, ids).externalId();

    assertThat(second).isEqualTo(first + "-1").isNotEqualTo(ofAda);
    assertThat(reservation(named, ids).externalId()).isEqualTo(ofAda);
    assertThat(reservation(anonymous, new StableIds()).externalId()).isEqualTo(first);
  }

  @Test
  void shouldReadARestaurantWithTheZoneOfTheOptions() throws IOException {
    String header = "restaurant_id,name,latitude,longitude,cuisine";
    RestaurantRow row =
        RestaurantRow.of(
            row(header, "a,\"Da A, Roma\",41.9,12.5,roman"), PLACE, ZoneId.of("Europe/Rome"));
    assertThat(row.profile())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "name", "Da A, Roma",
                "timezone", "Europe/Rome",
                "cuisine", "roman",
                "latitude", 41.9,
                "longitude", 12.5));
    isRefused(header, "a,A,91,12,", null, "latitude: \"91\" (expected: degrees, -90..90)");
    isRefused(
        header, "a,A,91,12,", ZoneId.of("UTC"), "latitude: \"91\" (expected: degrees, -90..90)");
    isRefused(header, "a,A,1,,", ZoneId.of("UTC"), "longitude: empty");
    isRefused(header, "a,,,,", ZoneId.of("UTC"), "name: empty");
  }

  @Test
  void shouldMakeNoRestaurantWithoutAZoneButKnowOne() throws IOException {
    RestaurantRow row = RestaurantRow.of(row("restaurant_id,name", "a,A"), PLACE, null);
    assertThat(row.id()).isEqualTo("a");
    assertThatThrownBy(row::toMake)
        .isInstanceOf(Fault.class)
        .hasMessageStartingWith("timezone: missing (expected: a column timezone, or --timezone)");
    isRefused(
        "restaurant_id,name,timezone", "a,A,Rome", null, "timezone: \"Rome\" (expected: a zone");
  }

  private void isRefused(String header, String line, @Nullable ZoneId zone, String reason) {
    assertThatThrownBy(() -> RestaurantRow.of(row(header, line), PLACE, zone))
        .isInstanceOf(Fault.class)
        .hasMessageStartingWith(reason);
  }
}
