package io.tavolo.http;

import static io.tavolo.http.Fixtures.HOUSE;
import static io.tavolo.http.Fixtures.restaurant;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tavolo.engine.id.ReservationId;
import io.tavolo.engine.id.RestaurantNumber;
import io.tavolo.engine.lane.Reply;
import io.tavolo.engine.reservation.Command;
import io.tavolo.engine.reservation.Refusal;
import io.tavolo.engine.restaurant.Policies;
import io.tavolo.engine.restaurant.Restaurant;
import io.tavolo.engine.restaurant.Schedule;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DefinitionRoutesTest {
  private static final String PATH = "/v1/restaurants/" + HOUSE;
  private static final String PROFILE =
      """
      {"name":"Da Mario","timezone":"Europe/Rome","cuisine":"roman","address":"Via Appia 1",
       "phone":null,"latitude":41.9,"longitude":12.5}""";
  private static final String PLAN =
      """
      {"areas":[{"area_id":"hall","name":"Hall"}],
       "tables":[{"label":"T4","area_id":"hall","min_party":1,"max_party":4,"priority":0}]}""";
  private static final String SCHEDULE =
      """
      {"slot_minutes":15,
       "shifts":[{"shift_id":"dinner","name":"Dinner","weekdays":["friday"],
                  "first_seating":"18:00","last_seating":"00:30"}],
       "exceptions":[{"date":"2026-12-25","closed":true},
                     {"date":"2026-12-31","shifts":[{"shift_id":"party","name":"Party",
                       "first_seating":"20:00","last_seating":"23:00"}]}],
       "turn_times":[{"up_to_party":4,"minutes":105}]}""";

  private final Api api = Api.start();

  @AfterEach
  void stop() {
    api.close();
  }

  private Api.Answer put(String part, String json) {
    api.engine.script = request -> new Reply.Stored(part.isEmpty());
    return api.call("PUT", PATH + part).bearer(Api.STAFF).json(json).send();
  }

  @Test
  void shouldCreateARestaurant() {
    Api.Answer answer = put("", PROFILE);

    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.header("Location")).isEqualTo(PATH);
    assertThat(answer.json().get("restaurant_id").asText()).isEqualTo(HOUSE);
    assertThat(api.engine.lastCommand(Command.PutProfile.class).profile())
        .isEqualTo(restaurant(HOUSE).profile());
    assertThat(api.engine.last().restaurant()).isEqualTo(RestaurantNumber.of(HOUSE));
  }

  @Test
  void shouldChangeEachPart() {
    Restaurant house = restaurant(HOUSE);
    assertThat(put("/floor-plan", PLAN).status()).isEqualTo(200);
    assertThat(api.engine.lastCommand(Command.PutFloorPlan.class).floorPlan())
        .isEqualTo(house.floorPlan());

    assertThat(put("/schedule", SCHEDULE).status()).isEqualTo(200);
    Schedule schedule = api.engine.lastCommand(Command.PutSchedule.class).schedule();
    assertThat(schedule.shifts()).isEqualTo(house.schedule().shifts());
    assertThat(schedule.exceptions()).hasSize(2);
    assertThat(schedule.exceptions().get(0).shifts()).isEmpty();
    assertThat(schedule.exceptions().get(1).shifts().get(0).lastSeating()).isEqualTo(23 * 60);

    assertThat(put("/policies", "{\"max_party\":8,\"show_tables\":true}").status()).isEqualTo(200);
    assertThat(api.engine.lastCommand(Command.PutPolicies.class).policies())
        .isEqualTo(new Policies(0, 90, 1, 8, 300, 0, true));
    assertThat(put("/policies", "{}").status()).isEqualTo(200);
    assertThat(api.engine.lastCommand(Command.PutPolicies.class).policies())
        .isEqualTo(Policies.DEFAULT);
  }

  @Test
  void shouldGiveBackWhatWasPut() {
    for (String part : List.of("/floor-plan", "/schedule", "/policies")) {
      String sent =
          switch (part) {
            case "/floor-plan" -> PLAN;
            case "/schedule" -> SCHEDULE;
            default -> "{\"max_party\":8}";
          };
      Api.Answer stored = put(part, sent);
      api.engine.restaurants.put(HOUSE, afterwards(restaurant(HOUSE)));
      Api.Answer got = api.get(PATH + part).bearer(Api.STAFF).send();
      assertThat(got.status()).isEqualTo(200);
      assertThat(got.json()).isEqualTo(stored.json());
      assertThat(put(part, got.text()).json()).as("what is given can be put").isEqualTo(got.json());
    }
  }

  private Restaurant afterwards(Restaurant house) {
    Command command = api.engine.last().command();
    if (command instanceof Command.PutFloorPlan put) {
      return house.withFloorPlan(put.floorPlan());
    }
    if (command instanceof Command.PutSchedule put) {
      return house.withSchedule(put.schedule());
    }
    return house.withPolicies(((Command.PutPolicies) command).policies());
  }

  @Test
  void shouldListTheReservationsThatAPlanWouldOrphan() {
    api.engine.script =
        request -> new Reply.Refused(Refusal.ORPHANS, Fixtures.ROME, List.of(), List.of(7L, 8L));
    Api.Answer answer = api.call("PUT", PATH + "/floor-plan").bearer(Api.STAFF).json(PLAN).send();

    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.json().get("type").asText()).isEqualTo("/problems/orphaned-reservations");
    assertThat(answer.json().get("reservations").get(1).asText())
        .isEqualTo(new ReservationId(RestaurantNumber.of(HOUSE), 8).toString());
  }

  @Test
  void shouldPointToEveryFaultOfADocument() {
    assertThat(pointers("", "{\"name\":\"\",\"timezone\":\"Mars/Base\",\"latitude\":91}"))
        .containsExactly("/timezone", "/name", "/latitude", "/longitude");
    assertThat(pointers("", "{\"name\":\"\",\"timezone\":\"UTC\",\"latitude\":91}"))
        .containsExactly("/name", "/latitude", "/longitude");
    assertThat(
            pointers(
                "/floor-plan",
                "{\"areas\":[{\"area_id\":\"Hall\",\"name\":\"Hall\"}],\"tables\":[{\"label\":"
                    + "\"T 1\",\"area_id\":\"x\",\"min_party\":5,\"max_party\":4,\"priority\":0}]}"))
        .containsExactly(
            "/areas/0/area_id", "/tables/0/label", "/tables/0/area_id", "/tables/0/min_party");
    assertThat(pointers("/floor-plan", "{\"areas\":[{}],\"tables\":[{\"label\":1}]}"))
        .containsExactly(
            "/areas/0/area_id",
            "/areas/0/name",
            "/tables/0/label",
            "/tables/0/area_id",
            "/tables/0/min_party",
            "/tables/0/max_party",
            "/tables/0/priority");
    assertThat(pointers("/policies", "{\"min_party\":9,\"max_party\":4,\"horizon_days\":0}"))
        .containsExactly("/horizon_days", "/min_party");
    assertThat(pointers("/policies", "{\"show_tables\":\"yes\",\"horizon_days\":1.5,\"x\":1}"))
        .containsExactly("/show_tables", "/horizon_days", "/x");
  }

  @Test
  void shouldTellWhatIsWrongWithTheRestWhenSomeCannotBeRead() {
    assertThat(pointers("", "{\"name\":5,\"timezone\":\"Europe/Rome\",\"latitude\":999}"))
        .containsExactly("/name", "/latitude", "/longitude");
    assertThat(
            pointers(
                "/floor-plan",
                PLAN.replace("\"Hall\"", "7")
                    .replace("\"T4\"", "\"T 4\"")
                    .replace("\"max_party\":4", "\"max_party\":\"4\"")
                    .replace("\"min_party\":1", "\"min_party\":0")))
        .containsExactly(
            "/areas/0/name", "/tables/0/max_party", "/tables/0/label", "/tables/0/min_party");
    assertThat(
            pointers(
                "/floor-plan", PLAN.replaceFirst("\\[[^]]*]", "7").replace("\"T4\"", "\"T 4\"")))
        .as("nothing about areas that could not be read")
        .containsExactly("/areas", "/tables/0/label");
    assertThat(pointers("/policies", "{\"max_party\":\"x\",\"min_party\":0,\"horizon_days\":0}"))
        .containsExactly("/max_party", "/horizon_days", "/min_party");
    assertThat(
            pointers(
                "/schedule",
                SCHEDULE.replace("18:00", "6pm").replace("\"minutes\":105", "\"minutes\":7")))
        .containsExactly("/shifts/0/first_seating", "/turn_times/0/minutes");
  }

  @Test
  void shouldPointToEveryFaultOfASchedule() {
    assertThat(
            pointers(
                "/schedule",
                SCHEDULE
                    .replace("friday", "freitag")
                    .replace("18:00", "6pm")
                    .replace("2026-12-25", "2026-02-30")
                    .replace("\"closed\":true", "\"closed\":false")))
        .containsExactly(
            "/shifts/0/weekdays/0",
            "/shifts/0/first_seating",
            "/exceptions/0/date",
            "/exceptions/0");
    assertThat(pointers("/schedule", SCHEDULE.replace("[\"friday\"]", "[\"friday\",\"friday\"]")))
        .containsExactly("/shifts/0/weekdays/1");
    assertThat(pointers("/schedule", SCHEDULE.replace("\"minutes\":105", "\"minutes\":7")))
        .contains("/turn_times/0/minutes");
  }

  private List<String> pointers(String part, String json) {
    Api.Answer answer = put(part, json);
    assertThat(answer.status()).as(answer.text()).isEqualTo(422);
    List<String> pointers = new ArrayList<>();
    for (JsonNode error : answer.json().get("errors")) {
      assertThat(error.get("detail").asText()).isNotBlank();
      pointers.add(error.get("pointer").asText());
    }
    return pointers;
  }

  @Test
  void shouldLetOnlyStaffIn() {
    for (String part : List.of("", "/floor-plan", "/schedule", "/policies")) {
      Api.Answer none = api.call("PUT", PATH + part).json("{}").send();
      assertThat(none.status()).isEqualTo(401);
      assertThat(none.header("WWW-Authenticate")).isNotNull();
      for (String wrong : List.of("x", Api.STAFF + "x", Api.STAFF.substring(1), "")) {
        assertThat(api.call("PUT", PATH + part).bearer(wrong).json("{}").send().status())
            .isIn(401, 403);
      }
      if (!part.isEmpty()) {
        assertThat(api.get(PATH + part).send().status()).isEqualTo(401);
        assertThat(api.get(PATH + part).bearer("x").send().status()).isEqualTo(403);
      }
    }
    assertThat(api.engine.asked).isEmpty();
  }

  @Test
  void shouldStayClosedWithoutAStaffToken() {
    try (Api closed = Api.withoutStaffToken()) {
      for (String token : List.of("", "null", "x")) {
        assertThat(closed.call("PUT", PATH).bearer(token).json(PROFILE).send().status())
            .isEqualTo(403);
      }
      assertThat(closed.call("PUT", PATH).json(PROFILE).send().status()).isEqualTo(403);
      assertThat(closed.engine.asked).isEmpty();
    }
  }
}
