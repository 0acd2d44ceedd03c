package io.tavolo.http;

import static io.tavolo.http.Fixtures.BOOKING;
import static io.tavolo.http.Fixtures.HOUSE;
import static io.tavolo.http.Fixtures.reservation;
import static io.tavolo.http.Fixtures.tick;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tavolo.engine.id.ReservationId;
import io.tavolo.engine.id.RestaurantNumber;
import io.tavolo.engine.reservation.Event;
import io.tavolo.engine.reservation.Reservation;
import io.tavolo.engine.reservation.Status;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DinerWarningsTest {
  private static final String RESERVATIONS = "/v1/restaurants/" + HOUSE + "/reservations";
  private static final long ADA = Api.keyOf("ada@example.com", null);
  private static final ReservationId ELSEWHERE =
      new ReservationId(RestaurantNumber.of("elsewhere"), 7);

  private final Api api = Api.start();

  @BeforeEach
  void take() {
    Reservation made = reservation(1, Status.CONFIRMED, 1, 0);
    api.engine.script = request -> Fixtures.done(Event.Kind.BOOKED, made);
  }

  @AfterEach
  void stop() {
    api.close();
  }

  private void note(ReservationId id, String start, String end) {
    api.diners.note(ADA, new DinerTimes.Visit(id, tick(start), tick(end)));
  }

  private JsonNode book() {
    return api.post(RESERVATIONS, BOOKING).send().json();
  }

  @Test
  void shouldWarnOfAVisitAtAnotherRestaurantAtThatTime() {
    note(ELSEWHERE, "2026-12-24T20:40:00+01:00", "2026-12-24T22:40:00+01:00");
    assertThat(book().get("warnings").toString())
        .isEqualTo("[{\"reason\":\"diner_overlap_elsewhere\"}]");
  }

  @Test
  void shouldSayNothingOfVisitsBeforeAndAfterAndAtTheSameHouse() {
    note(ELSEWHERE, "2026-12-24T20:45:00+01:00", "2026-12-24T22:40:00+01:00");
    note(ELSEWHERE, "2026-12-24T17:00:00+01:00", "2026-12-24T19:00:00+01:00");
    note(Fixtures.ID, "2026-12-24T19:00:00+01:00", "2026-12-24T20:45:00+01:00");
    assertThat(book().has("warnings")).isFalse();
  }

  @Test
  void shouldNoteWhatWasDecided() {
    // With a key, unlike the others.
    Reservation known = Fixtures.owing(Status.CONFIRMED, 1, null).reservation();
    api.engine.script = request -> Fixtures.done(Event.Kind.BOOKED, known);
    book();
    assertThat(api.diners.put).containsExactly(known);
  }

  @Test
  void shouldNoteNobodyWhoIsNotKnown() {
    book();
    assertThat(api.diners.put).isEmpty();
  }
}
