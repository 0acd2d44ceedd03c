package io.tavolo.http;

import static io.tavolo.http.Fixtures.BOOKING;
import static io.tavolo.http.Fixtures.HOUSE;
import static io.tavolo.http.Fixtures.ID;
import static io.tavolo.http.Fixtures.done;
import static io.tavolo.http.Fixtures.reservation;
import static org.assertj.core.api.Assertions.assertThat;

import io.tavolo.engine.reservation.Command;
import io.tavolo.engine.reservation.Event;
import io.tavolo.engine.reservation.Status;
import io.tavolo.engine.restaurant.Channel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the house may say of a reservation, and nobody else. */
class StaffFieldsTest {
  private static final String RESERVATIONS = "/v1/restaurants/" + HOUSE + "/reservations";
  private static final String HOLDS = "/v1/restaurants/" + HOUSE + "/holds";
  private static final String ONE = "/v1/reservations/" + ID;

  private final Api api = Api.start();

  @BeforeEach
  void take() {
    api.engine.script = request -> done(Event.Kind.BOOKED, reservation(1, Status.CONFIRMED, 1, 0));
    api.engine.reservations.put(ID, Fixtures.found(Status.CONFIRMED, 2, Fixtures.ADA));
  }

  @AfterEach
  void stop() {
    api.close();
  }

  private static String with(String members) {
    return BOOKING.replaceFirst("\\{", "{" + members + ",");
  }

  private Command.Create booked(String path, String body) {
    assertThat(api.post(path, body).bearer(Api.STAFF).send().status()).isEqualTo(201);
    return (Command.Create) api.engine.last().command();
  }

  @Test
  void shouldTakeWhatDinersBookAsOnlineAndWhatStaffBookAsTheHouses() {
    assertThat(api.post(RESERVATIONS, BOOKING).send().status()).isEqualTo(201);
    Command.Book byDiner = api.engine.lastCommand(Command.Book.class);
    assertThat(byDiner.channel()).isEqualTo(Channel.ONLINE);
    assertThat(byDiner.exceedPacing()).isFalse();

    Command.Create byStaff = booked(RESERVATIONS, BOOKING);
    assertThat(byStaff.channel()).isEqualTo(Channel.IN_HOUSE);
    assertThat(byStaff.exceedPacing()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"online,ONLINE", "in_house,IN_HOUSE", "walk_in,WALK_IN"})
  void shouldHandOnTheChannel(String said, Channel channel) {
    assertThat(booked(RESERVATIONS, with("\"channel\":\"" + said + "\"")).channel())
        .isEqualTo(channel);
  }

  @Test
  void shouldHandOnThatThePacingMayBeExceeded() {
    assertThat(booked(RESERVATIONS, with("\"exceed_pacing\":true")).exceedPacing()).isTrue();
    assertThat(booked(RESERVATIONS, with("\"exceed_pacing\":null")).exceedPacing()).isFalse();
    Command.Create hold = booked(HOLDS, with("\"exceed_pacing\":true,\"channel\":\"online\""));
    assertThat(hold).isInstanceOf(Command.Hold.class);
    assertThat(hold.exceedPacing()).isTrue();
    assertThat(hold.channel()).isEqualTo(Channel.ONLINE);

    assertThat(
            api.call("PATCH", ONE)
                .bearer(Api.STAFF)
                .json("{\"party_size\":2,\"exceed_pacing\":true}")
                .send()
                .status())
        .isEqualTo(200);
    assertThat(api.engine.lastCommand(Command.Modify.class).exceedPacing()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"channel\":\"online\"",
        "\"channel\":\"walk_in\"",
        "\"exceed_pacing\":true",
        "\"exceed_pacing\":false"
      })
  void shouldRefuseThemToDiners(String member) {
    api.post(RESERVATIONS, with(member)).send().isProblem(403, "forbidden");
    if (member.contains("exceed")) {
      Api.Answer moved =
          api.call("PATCH", ONE).bearer(Api.tokenOf(ID)).json("{" + member + "}").send();
      moved.isProblem(403, "forbidden");
      assertThat(moved.json().get("detail").asText())
          .isEqualTo("exceed_pacing is for the operator's token only");
    }
    assertThat(api.engine.asked).isEmpty();
  }

  @Test
  void shouldPointToAChannelThatThereIsNot() {
    assertThat(
            api.post(RESERVATIONS, with("\"channel\":\"phone\""))
                .bearer(Api.STAFF)
                .send()
                .faults(422))
        .containsExactly("/channel");
    Api.Answer hold = api.post(HOLDS, with("\"channel\":\"walk_in\"")).bearer(Api.STAFF).send();
    assertThat(hold.faults(422)).containsExactly("/channel");
    assertThat(hold.json().at("/errors/0/detail").asText())
        .isEqualTo("channel: \"walk_in\" (expected: online, in_house)");
    assertThat(
            api.post(RESERVATIONS, with("\"exceed_pacing\":\"yes\""))
                .bearer(Api.STAFF)
                .send()
                .faults(422))
        .containsExactly("/exceed_pacing");
  }

  @Test
  void shouldTakeAChangedChannelUnderTheSameKeyForAnotherRequest() {
    String key = Fixtures.KEY;
    booked(RESERVATIONS, BOOKING);
    api.post(RESERVATIONS, BOOKING).bearer(Api.STAFF).header("Idempotency-Key", key).send();
    long plain = api.engine.last().key().payloadHash();
    api.post(RESERVATIONS, with("\"channel\":\"walk_in\""))
        .bearer(Api.STAFF)
        .header("Idempotency-Key", key)
        .send();
    assertThat(api.engine.last().key().payloadHash()).isNotEqualTo(plain);
  }
}
