package io.tavolo.bench.peer.pekko;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tavolo.engine.lane.CommandKey;
import io.tavolo.engine.lane.Outcome;
import io.tavolo.engine.reservation.Diner;
import io.tavolo.engine.reservation.Event;
import io.tavolo.engine.reservation.ExternalId;
import io.tavolo.engine.reservation.Refusal;
import io.tavolo.engine.reservation.Reservation;
import io.tavolo.engine.reservation.Status;
import io.tavolo.engine.restaurant.Area;
import io.tavolo.engine.restaurant.FloorPlan;
import io.tavolo.engine.restaurant.Profile;
import io.tavolo.engine.restaurant.Table;
import java.io.NotSerializableException;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

class FactSerializerTest {
  private static final CommandKey KEY = new CommandKey(-1, 2, -3, true);
  private static final Diner DINER =
      new Diner(7, 8, "Ada", "ada@example.com", null, "a window", List.of("vip"));

  private final FactSerializer serializer = new FactSerializer();

  @Test
  void shouldBringFactsBackAsTheyWere() throws Exception {
    List<Fact> facts =
        List.of(
            new Fact.Happened(booked(1, Status.CONFIRMED), DINER, KEY, 1_700_000_000_000L),
            new Fact.Happened(booked(1, Status.CANCELLED), null, KEY, 0),
            new Fact.Refused(Refusal.NO_TABLE, KEY, 5));
    for (Fact fact : facts) {
      byte[] bytes = serializer.toBinary(fact);
      assertThat(serializer.fromBinary(bytes, serializer.manifest(fact))).isEqualTo(fact);
    }
  }

  @Test
  void shouldBringAHouseBackAsItWas() {
    House house = new House();
    house.apply(new Fact.Happened(new Event.ProfileChanged(profile()), null, KEY, 1));
    house.apply(new Fact.Happened(new Event.FloorPlanChanged(plan()), null, KEY, 1));
    house.apply(new Fact.Happened(booked(1, Status.CONFIRMED), DINER, KEY, 1));
    CommandKey refused = new CommandKey(4, 4, 4, true);
    house.apply(new Fact.Refused(Refusal.NO_TABLE, refused, 1));
    House again = HouseForm.read(HouseForm.write(house));
    assertThat(again.definition()).isEqualTo(house.definition());
    assertThat(again.standing()).containsExactlyElementsOf(house.standing());
    assertThat(again.diners()).containsExactly(DINER);
    assertThat(again.answered(KEY))
        .isEqualTo(new House.Given(-3, Outcome.of(Event.Kind.BOOKED), 1));
    assertThat(again.answered(refused))
        .isEqualTo(new House.Given(4, Outcome.of(Refusal.NO_TABLE), 0));
  }

  @Test
  void shouldForgetTheOldestAnswerWhenItHasTooMany() {
    House house = new House();
    for (int i = 0; i <= House.ANSWERS_KEPT; i++) {
      house.apply(new Fact.Refused(Refusal.NO_TABLE, new CommandKey(i, 0, 0, true), 0));
    }
    assertThat(house.answered(new CommandKey(0, 0, 0, true))).isNull();
    assertThat(house.answered(new CommandKey(1, 0, 0, true))).isNotNull();
    assertThat(house.answers()).hasSize(House.ANSWERS_KEPT);
  }

  @Test
  void shouldRefuseAManifestThatItDoesNotKnow() {
    assertThatThrownBy(() -> serializer.fromBinary(new byte[1], "x"))
        .isInstanceOf(NotSerializableException.class)
        .hasMessageContaining("x");
  }

  private static Event booked(long id, Status status) {
    Event.Kind kind = status == Status.CANCELLED ? Event.Kind.CANCELLED : Event.Kind.BOOKED;
    ExternalId external = new ExternalId(1, 2);
    List<String> tables = List.of("T1");
    return new Event.OfReservation(
        kind,
        new Reservation(id, status, 2, 100, 118, 3, tables, "main", true, 7, external, 1, 0, 99));
  }

  private static Profile profile() {
    return new Profile("r", "R", ZoneId.of("Europe/Rome"), null, null, null, null, null);
  }

  private static FloorPlan plan() {
    return new FloorPlan(
        List.of(new Area("main", "Main")), List.of(new Table("T1", "main", 1, 2, 0)));
  }
}
