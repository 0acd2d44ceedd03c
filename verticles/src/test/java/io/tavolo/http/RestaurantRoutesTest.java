package io.tavolo.http;

import static io.tavolo.http.Fixtures.HOUSE;
import static io.tavolo.http.Fixtures.refused;
import static io.tavolo.http.Fixtures.restaurant;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tavolo.engine.reservation.Refusal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RestaurantRoutesTest {
  private static final String AVAILABILITY = "/v1/restaurants/" + HOUSE + "/availability";

  private final Api api = Api.start();

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void shouldPageThroughRestaurantsByCursor() {
    for (int i = 0; i < 120; i++) {
      String id = "house-%03d".formatted(i);
      api.engine.restaurants.put(id, restaurant(id));
    }
    List<String> seen = new ArrayList<>();
    String next = "/v1/restaurants?q=da%20m&near=41.9,-12.5&radius_km=3.5&cuisine=roman";
    int pages = 0;
    while (next != null) {
      Api.Answer answer = api.get(next).send();
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.json().get("restaurants").get(0).get("distance_km").asDouble())
          .isEqualTo(1.23);
      answer.json().get("restaurants").forEach(one -> seen.add(one.get("restaurant_id").asText()));
      String link = answer.header("Link");
      next = link == null ? null : link.substring(1, link.indexOf('>'));
      pages++;
    }
    assertThat(pages).isEqualTo(3);
    Reads.Place after = api.engine.searches.get(2).after();
    assertThat(after).isEqualTo(new Reads.Place(1, "house-099", -7));
    assertThat(seen).hasSize(120).isSorted().doesNotHaveDuplicates();
    assertThat(api.engine.searches)
        .allSatisfy(
            search -> {
              assertThat(search.text()).isEqualTo("da m");
              assertThat(search.cuisine()).isEqualTo("roman");
              assertThat(search.near()).isEqualTo(new Reads.Circle(41.9, -12.5, 3.5));
            });
  }

  @Test
  void shouldSearchEverywhereWhenNothingIsAsked() {
    assertThat(api.get("/v1/restaurants?q=&cuisine=").send().text())
        .isEqualTo("{\"restaurants\":[]}");
    assertThat(api.engine.searches.get(0)).isEqualTo(new Reads.Search(null, null, null, null, 51));
  }

  @Test
  void shouldShowTheProfile() {
    api.engine.restaurants.put(HOUSE, restaurant(HOUSE));
    Api.Answer answer = api.get("/v1/restaurants/da%2Dmario").send();

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text())
        .isEqualTo(
            "{\"restaurant_id\":\"da-mario\",\"name\":\"Da Mario\",\"timezone\":\"Europe/Rome\","
                + "\"cuisine\":\"roman\",\"address\":\"Via Appia 1\",\"latitude\":41.9,"
                + "\"longitude\":12.5}");
    String etag = String.valueOf(answer.header("ETag"));
    assertThat(api.get("/v1/restaurants/" + HOUSE).header("If-None-Match", etag).send().status())
        .isEqualTo(304);
  }

  @Test
  void shouldAnswerHeadLikeGetWithoutABody() {
    api.engine.restaurants.put(HOUSE, restaurant(HOUSE));
    Api.Answer get = api.get("/v1/restaurants/" + HOUSE).send();
    Api.Answer head = api.call("HEAD", "/v1/restaurants/" + HOUSE).send();

    assertThat(head.status()).isEqualTo(200);
    assertThat(head.text()).isEmpty();
    assertThat(head.header("ETag")).isEqualTo(get.header("ETag"));
    assertThat(head.header("Content-Length")).isEqualTo(get.header("Content-Length"));
  }

  @Test
  void shouldNotFindUnknownRestaurants() {
    api.engine.day = refused(Refusal.UNKNOWN_RESTAURANT);
    String query = "?date=2026-12-04&party_size=2";
    for (String id : List.of("nobody", "%00", "a".repeat(65), "a%20b", "%2e%2e")) {
      String path = "/v1/restaurants/" + id;
      assertThat(api.get(path).send().status()).isEqualTo(404);
      assertThat(api.get(path + "/availability" + query).send().status()).isEqualTo(404);
    }
  }

  @Test
  void shouldShowWhatIsFree() {
    api.engine.day = Fixtures.day();
    Api.Answer answer = api.get(AVAILABILITY + "?date=2026-12-04&party_size=2").send();

    assertThat(answer.status()).isEqualTo(200);
    JsonNode json = answer.json();
    assertThat(json.get("restaurant_id").asText()).isEqualTo(HOUSE);
    assertThat(json.get("date").asText()).isEqualTo("2026-12-04");
    assertThat(json.get("party_size").asInt()).isEqualTo(2);
    assertThat(json.get("timezone").asText()).isEqualTo("Europe/Rome");
    assertThat(json.get("as_of").asText()).isEqualTo("2026-12-01T11:00:00+01:00");
    assertThat(json.get("slots")).hasSize(27);
    JsonNode first = json.get("slots").get(0);
    assertThat(first.get("start").asText()).isEqualTo("2026-12-04T18:00:00+01:00");
    assertThat(first.get("duration_minutes").asInt()).isEqualTo(105);
    assertThat(first.get("areas").get(0).asText()).isEqualTo("hall");
    assertThat(json.get("slots").get(26).get("start").asText())
        .as("a table after midnight belongs to the evening before")
        .isEqualTo("2026-12-05T00:30:00+01:00");
  }

  @Test
  void shouldAskToComeBackWhenAvailabilityIsNotAtHand() {
    Api.Answer answer = api.get(AVAILABILITY + "?date=2026-12-04&party_size=2").send();
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.header("Retry-After")).isNotNull();
  }
}
