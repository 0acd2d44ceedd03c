package io.tavolo.http;

import static io.tavolo.http.Fixtures.floor;
import static io.tavolo.http.Fixtures.friday;
import static io.tavolo.http.Fixtures.restaurant;
import static io.tavolo.http.Fixtures.tick;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tavolo.engine.lane.Reply;
import io.tavolo.engine.reservation.Floor;
import io.tavolo.engine.reservation.Refusal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SearchRouteTest {
  private static final String FRIDAY = "/v1/restaurants?date=2026-12-04&party_size=2";

  private final Api api = Api.start();

  @AfterEach
  void stop() {
    api.close();
  }

  /** The house's only table is free all Friday, or from a time on. */
  private void open(String id, String freeFrom) {
    Floor house = floor(restaurant(id));
    house.inventory().occupy(0, tick("2026-12-04T12:00:00+01:00"), tick(freeFrom));
    list(id, new Reply.Day(friday(house, 1, 1)));
  }

  private void full(String id) {
    open(id, "2026-12-05T06:00:00+01:00");
  }

  private void list(String id, Reply day) {
    api.engine.restaurants.put(id, restaurant(id));
    api.engine.days.put(id, day);
  }

  private static List<String> ids(JsonNode json) {
    List<String> ids = new ArrayList<>();
    json.get("restaurants").forEach(one -> ids.add(one.get("restaurant_id").asText()));
    return ids;
  }

  private static List<String> times(JsonNode restaurant) {
    List<String> times = new ArrayList<>();
    restaurant
        .get("times")
        .forEach(time -> times.add(time.get("start").asText().substring(11, 16)));
    return times;
  }

  @Test
  void shouldListThoseWithATableAndTheirNearestTimes() {
    open("early", "2026-12-04T18:00:00+01:00");
    open("late", "2026-12-04T23:00:00+01:00");
    full("full");
    list("lane-away", new Reply.Unavailable(Reply.Reason.DEADLINE));
    list("no-plan", Fixtures.refused(Refusal.UNKNOWN_RESTAURANT));

    Api.Answer answer = api.get(FRIDAY + "&time=20:00").send();
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Cache-Control")).isEqualTo("no-cache");
    assertThat(answer.header("Link")).isNull();
    assertThat(ids(answer.json())).containsExactly("early");
    assertThat(answer.json().get("unanswered").asInt()).isEqualTo(1);
    JsonNode early = answer.json().get("restaurants").get(0);
    assertThat(times(early)).containsExactly("19:15", "19:30", "19:45", "20:00", "20:15", "20:30");
    assertThat(early.get("times").get(0).toString())
        .isEqualTo(
            "{\"start\":\"2026-12-04T19:15:00+01:00\",\"duration_minutes\":105,\"areas\":[\"hall\"]}");

    JsonNode atEleven = api.get(FRIDAY + "&time=23:00").send().json();
    assertThat(ids(atEleven)).containsExactly("early", "late");
    assertThat(times(atEleven.get("restaurants").get(1)))
        .containsExactly("23:00", "23:15", "23:30", "23:45", "00:00", "00:15");

    JsonNode atAnyTime = api.get(FRIDAY).send().json();
    assertThat(ids(atAnyTime)).containsExactly("early", "late");
    assertThat(times(atAnyTime.get("restaurants").get(0))).startsWith("18:00", "18:15").hasSize(6);
  }

  @Test
  void shouldFillThePageWithThoseThatHaveATable() {
    for (int i = 0; i < 40; i++) {
      String id = "house-%02d".formatted(i);
      if (i % 8 == 7) {
        open(id, "2026-12-04T18:00:00+01:00");
      } else {
        full(id);
      }
    }
    List<String> seen = new ArrayList<>();
    String next = FRIDAY + "&time=20:00&limit=2&cuisine=roman";
    int pages = 0;
    while (next != null) {
      Api.Answer answer = api.get(next).send();
      assertThat(ids(answer.json()).size()).isLessThanOrEqualTo(2);
      seen.addAll(ids(answer.json()));
      String link = answer.header("Link");
      next = link == null ? null : link.substring(1, link.indexOf('>'));
      pages++;
    }
    assertThat(pages).isEqualTo(3);
    assertThat(seen).containsExactly("house-07", "house-15", "house-23", "house-31", "house-39");
    assertThat(api.engine.searches)
        .allSatisfy(
            search -> {
              assertThat(search.limit()).isEqualTo(3);
              assertThat(search.cuisine()).isEqualTo("roman");
            });
  }

  @Test
  void shouldStopLookingAndSayWhereToGoOn() {
    for (int i = 0; i < 1_200; i++) {
      list("house-%04d".formatted(i), Fixtures.refused(Refusal.UNKNOWN_RESTAURANT));
    }
    Api.Answer answer = api.get(FRIDAY + "&limit=250").send();
    assertThat(ids(answer.json())).isEmpty();
    assertThat(api.engine.searches).hasSize(4);
    String link = String.valueOf(answer.header("Link"));
    assertThat(link)
        .startsWith("</v1/restaurants?date=2026-12-04&party_size=2&limit=250&cursor=")
        .endsWith(">; rel=\"next\"");
    Api.Answer rest = api.get(link.substring(1, link.indexOf('>'))).send();
    assertThat(rest.header("Link")).isNull();
  }

  @Test
  void shouldAnswerThatTheDatabaseIsAway() {
    api.engine.databaseDown = true;
    api.get(FRIDAY).send().isProblem(503, "unavailable");
  }
}
