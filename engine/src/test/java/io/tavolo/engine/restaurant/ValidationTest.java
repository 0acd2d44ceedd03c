package io.tavolo.engine.restaurant;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class ValidationTest {
  private static final Area HALL = new Area("hall", "Hall");
  private static final Table TABLE = new Table("T1", "hall", 1, 4, 0);

  private static Profile profile(
      String id, String name, String zone, @Nullable Double latitude, @Nullable Double longitude) {
    return new Profile(id, name, ZoneId.of(zone), null, null, null, latitude, longitude);
  }

  private static List<String> lines(List<Fault> faults) {
    return faults.stream().map(fault -> fault.pointer() + " " + fault.detail()).toList();
  }

  @Test
  void shouldFindNoFaultInASoundProfile() {
    assertThat(Validation.faults(profile("da-Mario_1", "Da Mario", "Europe/Rome", 41.9, 12.5)))
        .isEmpty();
    assertThat(Validation.faults(profile("x", "X", "UTC", null, null))).isEmpty();
  }

  @Test
  void shouldSayWhatCameAndWhatWasExpectedOfAProfile() {
    Profile profile =
        new Profile(
            "da mario",
            " ",
            ZoneId.of("+01:02"),
            "c".repeat(61),
            "a".repeat(201),
            "p".repeat(41),
            90.5,
            Double.NaN);
    assertThat(lines(Validation.faults(profile)))
        .containsExactly(
            "/restaurant_id restaurant_id: \"da mario\" (expected: [A-Za-z0-9_-]{1,64})",
            "/name name: \" \" (expected: something to read)",
            "/timezone timezone: +01:02 (expected: an IANA zone such as Europe/Rome)",
            "/cuisine cuisine: 61 characters (expected: 0..60)",
            "/address address: 201 characters (expected: 0..200)",
            "/phone phone: 41 characters (expected: 0..40)",
            "/latitude latitude: 90.5 (expected: -90..90)",
            "/longitude longitude: NaN (expected: -180..180)");
  }

  @Test
  void shouldTakeWhatStandsAtTheEdgeOfItsRange() {
    for (double sign : new double[] {-1, 1}) {
      Profile profile =
          new Profile(
              "x".repeat(64),
              "N".repeat(120),
              ZoneId.of("UTC"),
              "",
              "a".repeat(200),
              "p".repeat(40),
              sign * 90,
              sign * 180);
      assertThat(Validation.faults(profile)).isEmpty();
    }
    List<Area> areas =
        java.util.stream.IntStream.range(0, 32)
            .mapToObj(i -> new Area("a" + i, "N".repeat(80)))
            .toList();
    List<Table> tables =
        java.util.stream.IntStream.range(0, 512)
            .mapToObj(i -> new Table("T" + i, "a0", i % 100 + 1, 100, i % 2 * 999))
            .toList();
    assertThat(Validation.faults(new FloorPlan(areas, tables))).isEmpty();
    assertThat(Validation.faults(new Policies(43_200, 730, 100, 100, 3_600, 43_200, true)))
        .isEmpty();
  }

  @Test
  void shouldQuoteEightyCharactersWhole() {
    String eighty = "A".repeat(80);
    FloorPlan plan =
        new FloorPlan(
            List.of(HALL, new Area(eighty, "A"), new Area(eighty + "B", "B")), List.of(TABLE));
    assertThat(lines(Validation.faults(plan)))
        .containsExactly(
            "/areas/1/area_id area_id: \"" + eighty + "\" (expected: [a-z0-9_-]{1,32})",
            "/areas/2/area_id area_id: \"" + "A".repeat(77) + "…\" (expected: [a-z0-9_-]{1,32})");
  }

  @Test
  void shouldWantBothCoordinatesOrNone() {
    assertThat(lines(Validation.faults(profile("x", "X", "UTC", 1.0, null))))
        .containsExactly(
            "/longitude longitude: nothing (expected: a value, since latitude has one)");
    assertThat(lines(Validation.faults(profile("x", "X", "UTC", null, 1.0))))
        .containsExactly(
            "/latitude latitude: nothing (expected: a value, since longitude has one)");
  }

  @Test
  void shouldFindNoFaultInASoundFloorPlan() {
    assertThat(Validation.faults(new FloorPlan(List.of(HALL), List.of(TABLE)))).isEmpty();
  }

  @Test
  void shouldNameEachFaultOfAFloorPlan() {
    FloorPlan plan =
        new FloorPlan(
            List.of(HALL, new Area("hall", ""), new Area("Roof", "Roof")),
            List.of(
                TABLE,
                new Table("T1", "cellar", 1, 0, 0),
                new Table("T 2", "hall", 5, 4, -1),
                new Table("T3", "hall", 0, 101, 1000)));
    assertThat(lines(Validation.faults(plan)))
        .containsExactly(
            "/areas/1/area_id area_id: \"hall\" (expected: a value of its own)",
            "/areas/1/name name: 0 characters (expected: 1..80)",
            "/areas/2/area_id area_id: \"Roof\" (expected: [a-z0-9_-]{1,32})",
            "/tables/1/label label: \"T1\" (expected: a value of its own)",
            "/tables/1/area_id area_id: \"cellar\" (expected: the id of one of the areas)",
            "/tables/1/max_party max_party: 0 (expected: 1..100)",
            "/tables/2/label label: \"T 2\" (expected: [A-Za-z0-9._-]{1,16})",
            "/tables/2/min_party min_party: 5 (expected: 1..4)",
            "/tables/2/priority priority: -1 (expected: 0..999)",
            "/tables/3/max_party max_party: 101 (expected: 1..100)",
            "/tables/3/priority priority: 1000 (expected: 0..999)");
  }

  @Test
  void shouldWantAtLeastOneTableAndBoundTheirNumber() {
    assertThat(lines(Validation.faults(new FloorPlan(List.of(), List.of()))))
        .containsExactly(
            "/areas areas: 0 entries (expected: 1..32)",
            "/tables tables: 0 entries (expected: 1..512)");
    FloorPlan vast = new FloorPlan(List.of(HALL), Collections.nCopies(513, TABLE));
    assertThat(lines(Validation.faults(vast)))
        .contains("/tables tables: 513 entries (expected: 1..512)");
  }

  @Test
  void shouldCutLongValuesInItsAnswer() {
    FloorPlan plan = new FloorPlan(List.of(HALL, new Area("x".repeat(9_000), "X")), List.of(TABLE));
    assertThat(Validation.faults(plan).get(0).detail()).hasSizeLessThan(200);
  }

  @Test
  void shouldHoldPoliciesToTheirRanges() {
    assertThat(Validation.faults(Policies.DEFAULT)).isEmpty();
    assertThat(lines(Validation.faults(new Policies(-1, 0, 5, 4, 9, 43_201, true))))
        .containsExactly(
            "/min_notice_minutes min_notice_minutes: -1 (expected: 0..43200)",
            "/horizon_days horizon_days: 0 (expected: 1..730)",
            "/min_party min_party: 5 (expected: 1..4)",
            "/hold_ttl_seconds hold_ttl_seconds: 9 (expected: 10..3600)",
            "/cancellation_cutoff_minutes cancellation_cutoff_minutes: 43201"
                + " (expected: 0..43200)");
    assertThat(lines(Validation.faults(new Policies(0, 1, 1, 1_000_000_000, 10, 0, true))))
        .containsExactly("/max_party max_party: 1000000000 (expected: 1..100)");
  }

  @Test
  void shouldHoldTheRulesAboutTheDinerToTheirRanges() {
    assertThat(lines(Validation.faults(policies(100, new Deposit(100, 1_000_000, "EUR")))))
        .isEmpty();
    assertThat(lines(Validation.faults(policies(101, new Deposit(0, 0, "eur")))))
        .containsExactly(
            "/holds_per_diner holds_per_diner: 101 (expected: 0..100)",
            "/deposit/min_party min_party: 0 (expected: 1..100)",
            "/deposit/minor_per_cover minor_per_cover: 0 (expected: 1..1000000)",
            "/deposit/currency currency: \"eur\" (expected: [A-Z]{3})");
    assertThat(lines(Validation.faults(policies(-1, new Deposit(101, 1_000_001, "EURO")))))
        .hasSize(4);
  }

  private static Policies policies(int holdsPerDiner, Deposit deposit) {
    return new Policies(0, 90, 1, 20, 300, 0, false, holdsPerDiner, true, deposit);
  }
}
