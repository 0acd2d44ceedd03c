package io.tavolo.http;

import static io.tavolo.http.Fixtures.HOUSE;
import static io.tavolo.http.Fixtures.restaurant;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tavolo.engine.id.ReservationId;
import io.tavolo.engine.id.RestaurantNumber;
import io.tavolo.engine.lane.Reply;
import io.tavolo.engine.reservation.Command;
import io.tavolo.engine.reservation.Command.OnConflict;
import io.tavolo.engine.reservation.Refusal;
import io.tavolo.engine.restaurant.Channel;
import io.tavolo.engine.restaurant.Closure;
import io.tavolo.engine.restaurant.Combination;
import io.tavolo.engine.restaurant.Deposit;
import io.tavolo.engine.restaurant.FloorPlan;
import io.tavolo.engine.restaurant.Join;
import io.tavolo.engine.restaurant.Limits;
import io.tavolo.engine.restaurant.Pacing;
import io.tavolo.engine.restaurant.PacingOverride;
import io.tavolo.engine.restaurant.Policies;
import io.tavolo.engine.restaurant.Schedule;
import io.tavolo.engine.restaurant.TurnTime;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Joins, pacing, scopes and deposits in the documents of a restaurant, both ways. */
class FloorDefinitionsTest {
  private static final String PATH = "/v1/restaurants/" + HOUSE;
  private static final String PLAN =
      """
      {"areas":[{"area_id":"hall","name":"Hall"}],
       "tables":[
         {"label":"T1","area_id":"hall","min_party":1,"max_party":2,"priority":0},
         {"label":"T2","area_id":"hall","min_party":1,"max_party":2,"priority":0,
          "channel":"in_house"},
         {"label":"T3","area_id":"hall","min_party":1,"max_party":4,"priority":0,
          "channel":"walk_in"}],
       "joins":[["T1","T2"]],
       "combinations":[{"combination_id":"long","tables":["T2","T3"],"min_party":5,
                        "max_party":7,"priority":1}],
       "joins_enabled":false}""";
  private static final String SCHEDULE =
      """
      {"slot_minutes":15,"reset_minutes":10,
       "shifts":[{"shift_id":"dinner","name":"Dinner","weekdays":["friday","saturday"],
                  "first_seating":"18:00","last_seating":"00:30","slot_minutes":30}],
       "exceptions":[{"date":"2026-12-31","shifts":[{"shift_id":"party","name":"Party",
                       "first_seating":"20:00","last_seating":"23:00","slot_minutes":60}]}],
       "closures":[{"from":"2026-08-10","until":"2026-08-23"}],
       "turn_times":[{"up_to_party":4,"minutes":105},
                     {"up_to_party":2,"minutes":90,"shift_id":"dinner","weekdays":["friday"],
                      "from":"2026-12-01","until":"2026-12-31"}],
       "pacing":[{"covers_starting":24},
                 {"shift_id":"dinner","area_id":"hall","parties_starting":6,"covers_present":60}],
       "pacing_overrides":[{"date":"2026-12-31","from":"20:00","until":"25:00","area_id":"hall",
                            "covers_starting":40}]}""";
  private static final String POLICIES =
      """
      {"holds_per_diner":2,"one_per_diner":true,
       "deposit":{"min_party":6,"minor_per_cover":1000,"currency":"EUR"}}""";

  private final Api api = Api.start();

  @AfterEach
  void stop() {
    api.close();
  }

  private Api.Answer put(String part, String json) {
    api.engine.script = request -> new Reply.Stored(false);
    return api.call("PUT", PATH + part).bearer(Api.STAFF).json(json).send();
  }

  @Test
  void shouldReadJoinsCombinationsAndChannels() {
    assertThat(put("/floor-plan", PLAN).status()).isEqualTo(200);
    FloorPlan plan = api.engine.lastCommand(Command.PutFloorPlan.class).floorPlan();
    assertThat(plan.tables())
        .extracting("channel")
        .containsExactly(Channel.ONLINE, Channel.IN_HOUSE, Channel.WALK_IN);
    assertThat(plan.joins()).containsExactly(new Join("T1", "T2"));
    assertThat(plan.combinations())
        .containsExactly(new Combination("long", List.of("T2", "T3"), 5, 7, 1));
    assertThat(plan.joinsEnabled()).isFalse();
  }

  @Test
  void shouldReadScopesClosuresAndPacing() {
    assertThat(put("/schedule", SCHEDULE).status()).isEqualTo(200);
    Schedule schedule = api.engine.lastCommand(Command.PutSchedule.class).schedule();
    assertThat(schedule.resetMinutes()).isEqualTo(10);
    assertThat(schedule.shifts().get(0).slotMinutes()).isEqualTo(30);
    assertThat(schedule.exceptions().get(0).shifts().get(0).slotMinutes()).isEqualTo(60);
    assertThat(schedule.closures())
        .containsExactly(new Closure(date("2026-08-10"), date("2026-08-23")));
    assertThat(schedule.turnTimes())
        .containsExactly(
            new TurnTime(4, 105),
            new TurnTime(
                2,
                90,
                "dinner",
                List.of(DayOfWeek.FRIDAY),
                date("2026-12-01"),
                date("2026-12-31")));
    assertThat(schedule.pacing())
        .containsExactly(
            new Pacing(null, null, new Limits(24, null, null)),
            new Pacing("dinner", "hall", new Limits(null, 6, 60)));
    assertThat(schedule.pacingOverrides())
        .containsExactly(
            new PacingOverride(date("2026-12-31"), 1200, 1500, "hall", new Limits(40, null, null)));
  }

  private static LocalDate date(String text) {
    return LocalDate.parse(text);
  }

  @Test
  void shouldReadTheRulesAboutDiners() {
    assertThat(put("/policies", POLICIES).status()).isEqualTo(200);
    assertThat(api.engine.lastCommand(Command.PutPolicies.class).policies())
        .isEqualTo(
            new Policies(0, 90, 1, 20, 300, 0, false, 2, true, new Deposit(6, 1_000, "EUR")));
    assertThat(put("/policies", "{\"deposit\":null}").json().has("deposit")).isFalse();
  }

  @Test
  void shouldGiveBackWhatWasPut() {
    for (String part : List.of("/floor-plan", "/schedule", "/policies")) {
      Api.Answer stored = put(part, body(part));
      Command command = api.engine.last().command();
      api.engine.restaurants.put(
          HOUSE,
          command instanceof Command.PutFloorPlan plan
              ? restaurant(HOUSE).withFloorPlan(plan.floorPlan())
              : command instanceof Command.PutSchedule schedule
                  ? restaurant(HOUSE).withSchedule(schedule.schedule())
                  : restaurant(HOUSE).withPolicies(((Command.PutPolicies) command).policies()));
      Api.Answer got = api.get(PATH + part).bearer(Api.STAFF).send();
      assertThat(got.json()).isEqualTo(stored.json());
      assertThat(put(part, got.text()).json()).as("what is given can be put").isEqualTo(got.json());
      assertThat(api.engine.last().command()).isEqualTo(command);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/floor-plan,refuse,REFUSE",
    "/floor-plan,reassign,REASSIGN",
    "/schedule,refuse,REFUSE",
    "/schedule,keep,KEEP",
    "/policies,keep,KEEP"
  })
  void shouldHandOnWhatBecomesOfWhoIsInTheWay(String part, String said, OnConflict handedOn) {
    assertThat(putWith(part, said).status()).isEqualTo(200);
    assertThat(onConflict()).isEqualTo(handedOn);
  }

  private Api.Answer putWith(String part, String onConflict) {
    return put(part + "?on_conflict=" + onConflict, body(part));
  }

  private OnConflict onConflict() {
    Command command = api.engine.last().command();
    return command instanceof Command.PutFloorPlan plan
        ? plan.onConflict()
        : command instanceof Command.PutSchedule schedule
            ? schedule.onConflict()
            : ((Command.PutPolicies) command).onConflict();
  }

  @Test
  void shouldRefuseUnlessItIsSaidOtherwise() {
    assertThat(put("/floor-plan", PLAN).status()).isEqualTo(200);
    assertThat(onConflict()).isEqualTo(OnConflict.REFUSE);
    assertThat(put("/policies", POLICIES).status()).isEqualTo(200);
    assertThat(onConflict()).isEqualTo(OnConflict.REFUSE);
  }

  @Test
  void shouldKnowNoOtherWayWithConflicts() {
    assertThat(putWith("/floor-plan", "keep").faults(400)).containsExactly("on_conflict");
    assertThat(putWith("/schedule", "reassign").faults(400)).containsExactly("on_conflict");
    assertThat(putWith("/policies", "REFUSE").faults(400)).containsExactly("on_conflict");
    Api.Answer answer = putWith("/policies", "drop");
    assertThat(answer.json().at("/errors/0/detail").asText())
        .isEqualTo("\"drop\" (expected: refuse or keep)");
    assertThat(api.engine.asked).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"/floor-plan", "/schedule", "/policies"})
  void shouldListWhoIsInTheWayOfAnyChange(String part) {
    isRefusedWithTheList(part, body(part));
  }

  private static String body(String part) {
    return switch (part) {
      case "/floor-plan" -> PLAN;
      case "/schedule" -> SCHEDULE;
      default -> POLICIES;
    };
  }

  @Test
  void shouldListWhoIsInTheWayOfAnotherTimeZone() {
    isRefusedWithTheList("", "{\"name\":\"Da Mario\",\"timezone\":\"Asia/Kathmandu\"}");
  }

  private void isRefusedWithTheList(String part, String body) {
    api.engine.script =
        request -> new Reply.Refused(Refusal.ORPHANS, Fixtures.ROME, List.of(), List.of(7L, 8L));
    Api.Answer answer = api.call("PUT", PATH + part).bearer(Api.STAFF).json(body).send();
    answer.isProblem(409, "orphaned-reservations");
    assertThat(answer.json().get("reservations").get(1).asText())
        .isEqualTo(new ReservationId(RestaurantNumber.of(HOUSE), 8).toString());
  }

  @Test
  void shouldPointToAreasOfPacingThatThePlanDoesNotHave() {
    api.engine.restaurants.put(HOUSE, restaurant(HOUSE));
    api.engine.script = request -> Fixtures.refused(Refusal.UNKNOWN_AREA);
    Api.Answer answer =
        api.call("PUT", PATH + "/schedule")
            .bearer(Api.STAFF)
            .json(SCHEDULE.replace("\"area_id\":\"hall\"", "\"area_id\":\"roof\""))
            .send();
    assertThat(answer.faults(422))
        .containsExactly("/pacing/1/area_id", "/pacing_overrides/0/area_id");
    assertThat(answer.json().at("/errors/0/detail").asText())
        .isEqualTo("area_id: \"roof\" (expected: an area of the floor plan, one of hall)");
  }

  @Test
  void shouldSayWhichAreasOfPacingAPlanLacks() {
    assertThat(put("/schedule", SCHEDULE.replace("\"hall\"", "\"roof\"")).status()).isEqualTo(200);
    Schedule paced = api.engine.lastCommand(Command.PutSchedule.class).schedule();
    api.engine.restaurants.put(HOUSE, restaurant(HOUSE).withSchedule(paced));
    api.engine.script = request -> Fixtures.refused(Refusal.UNKNOWN_AREA);
    Api.Answer answer = api.call("PUT", PATH + "/floor-plan").bearer(Api.STAFF).json(PLAN).send();
    assertThat(answer.faults(422)).containsExactly("/areas", "/areas");
    assertThat(answer.json().at("/errors/0/detail").asText())
        .isEqualTo("areas: hall (expected: also \"roof\", which /pacing/1 of the schedule names)");
  }

  @Test
  void shouldPointToEveryFaultOfJoinsAndCombinations() {
    assertThat(
            pointers(
                "/floor-plan",
                PLAN.replace("[\"T1\",\"T2\"]", "[\"T1\",\"T9\"],[\"T1\"],[\"T1\",\"T2\",\"T3\"],7")
                    .replace("\"in_house\"", "\"phone\"")
                    .replace("\"max_party\":7", "\"max_party\":0")))
        .containsExactly(
            "/tables/1/channel",
            "/joins/1",
            "/joins/2",
            "/joins/3",
            "/joins/0/1",
            "/combinations/0/max_party");
    assertThat(pointers("/floor-plan", PLAN.replace("\"label\":\"T2\"", "\"label\":2")))
        .as("nothing about joins of tables that could not be read")
        .containsExactly("/tables/1/label");
    assertThat(pointers("/floor-plan", PLAN.replace("\"joins_enabled\":false", "\"joined\":1")))
        .containsExactly("/joined");
  }

  @Test
  void shouldPointToEveryFaultOfScopesAndPacing() {
    assertThat(
            pointers(
                "/schedule",
                SCHEDULE
                    .replace("\"reset_minutes\":10", "\"reset_minutes\":7")
                    .replace("\"slot_minutes\":30", "\"slot_minutes\":0")
                    .replace("\"until\":\"2026-08-23\"", "\"until\":\"2026-08-01\"")
                    .replace(
                        "\"minutes\":90,\"shift_id\":\"dinner\"",
                        "\"minutes\":90,\"shift_id\":\"lunch\"")
                    .replace("\"covers_starting\":24", "\"covers_starting\":0")
                    .replace("\"until\":\"25:00\"", "\"until\":\"19:00\"")))
        .containsExactly(
            "/shifts/0/slot_minutes",
            "/reset_minutes",
            "/closures/0/until",
            "/turn_times/1/shift_id",
            "/pacing/0/covers_starting",
            "/pacing_overrides/0/until");
  }

  @Test
  void shouldNotComplainOfWhatCouldNotBeRead() {
    assertThat(
            pointers(
                "/schedule",
                SCHEDULE
                    .replace("\"shift_id\":\"dinner\",\"name\"", "\"shift_id\":5,\"name\"")
                    .replace("\"until\":\"2026-08-23\"", "\"until\":\"soon\"")
                    .replace("\"from\":\"2026-12-01\"", "\"from\":5")
                    .replace("\"from\":\"20:00\"", "\"from\":\"8pm\"")
                    .replace("\"parties_starting\":6", "\"parties_starting\":\"6\"")))
        .containsExactly(
            "/shifts/0/shift_id",
            "/closures/0/until",
            "/turn_times/1/from",
            "/pacing/1/parties_starting",
            "/pacing_overrides/0/from");
    assertThat(
            pointers(
                "/policies",
                "{\"deposit\":{\"min_party\":\"x\",\"currency\":\"euro\"},\"one_per_diner\":1}"))
        .containsExactly(
            "/deposit/min_party",
            "/deposit/minor_per_cover",
            "/one_per_diner",
            "/deposit/currency");
  }

  private List<String> pointers(String part, String json) {
    Api.Answer answer = put(part, json);
    assertThat(answer.status()).as(answer.text()).isEqualTo(422);
    List<String> pointers = new ArrayList<>();
    for (JsonNode error : answer.json().get("errors")) {
      pointers.add(error.get("pointer").asText());
    }
    return pointers;
  }
}
