package io.tavolo.engine.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tavolo.engine.reservation.Event;
import io.tavolo.engine.reservation.ExternalId;
import io.tavolo.engine.reservation.Reservation;
import io.tavolo.engine.reservation.Status;
import io.tavolo.engine.restaurant.Area;
import io.tavolo.engine.restaurant.DateException;
import io.tavolo.engine.restaurant.FloorPlan;
import io.tavolo.engine.restaurant.Policies;
import io.tavolo.engine.restaurant.Profile;
import io.tavolo.engine.restaurant.Restaurant;
import io.tavolo.engine.restaurant.Schedule;
import io.tavolo.engine.restaurant.Shift;
import io.tavolo.engine.restaurant.Table;
import io.tavolo.engine.restaurant.TurnTime;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EventCodecTest {
  private static final Reservation RESERVATION =
      new Reservation(
          0x0123456789abcdefL,
          Status.CONFIRMED,
          4,
          5_954_000,
          5_954_018,
          20_673,
          List.of("T4", "T5"),
          "main",
          true,
          0x1122334455667788L,
          new ExternalId(1, -1),
          2,
          0,
          1_786_000_000_000L);
  private static final Shift DINNER =
      new Shift("dinner", "Dîner", List.of(DayOfWeek.FRIDAY, DayOfWeek.SATURDAY), 1080, 1470);
  private static final Restaurant RESTAURANT =
      new Restaurant(
          new Profile(
              "trattoria-1",
              "Da Zia",
              ZoneId.of("Europe/Rome"),
              "italian",
              null,
              "+39 06",
              41.9,
              12.5),
          new FloorPlan(
              List.of(new Area("main", "Main")), List.of(new Table("T4", "main", 2, 4, 1))),
          new Schedule(
              15,
              List.of(DINNER),
              List.of(new DateException(LocalDate.of(2026, 12, 25), List.of())),
              List.of(new TurnTime(2, 90), new TurnTime(6, 120))),
          Policies.DEFAULT);

  @Test
  void shouldReadBackEveryEvent() {
    for (long seed = 0; seed < 5_000; seed++) {
      Event event = new RandomValues(seed).event();
      assertThat(EventCodec.decode(EventCodec.encode(event))).as("seed %d", seed).isEqualTo(event);
    }
  }

  @Test
  void shouldReadBackEveryDefinition() {
    for (long seed = 0; seed < 1_000; seed++) {
      Restaurant restaurant = new RandomValues(seed).restaurant();
      byte[] encoded = EventCodec.encodeDefinition(restaurant);
      assertThat(EventCodec.decodeDefinition(encoded)).as("seed %d", seed).isEqualTo(restaurant);
      assertThat(EventCodec.decodeProfile(encoded)).isEqualTo(restaurant.profile());
    }
  }

  /** These bytes stand in databases: should the test fail, the form needs a new version. */
  @Test
  void shouldKeepTheFormOfVersion1() {
    assertForm(
        new Event.OfReservation(Event.Kind.BOOKED, RESERVATION),
        "01000123456789abcdef0108a0e7d6052482c30204045434045435086d61696e011122334455"
            + "667788010000000000000001ffffffffffffffff04008090aadefa67");
    assertForm(
        new Event.OfReservation(
            Event.Kind.RECORDED,
            new Reservation(
                1, Status.FINISHED, 2, 100, 118, 0, List.of(), "", false, 7, null, 1, 0, 30_000)),
        "010700000000000000010404c80124000000000000000000000007000200e0d403");
    assertForm(
        new Event.ProfileChanged(RESTAURANT.profile()),
        "01401674726174746f7269612d310c4461205a6961164575726f70652f526f6d65010e697461"
            + "6c69616e00010c2b3339203036014044f33333333333014029000000000000");
    assertForm(
        new Event.FloorPlanChanged(RESTAURANT.floorPlan()),
        "014102086d61696e084d61696e02045434086d61696e040802");
    assertForm(
        new Event.ScheduleChanged(RESTAURANT.schedule()),
        "01421e020c64696e6e65720c44c3ae6e6572040405f010fc160298c502000404b4010cf001");
    assertForm(new Event.PoliciesChanged(RESTAURANT.policies()), "014300b4010228d8040000");
  }

  @Test
  void shouldKeepTheFormOfADefinition() {
    String parts = "0180";
    for (Event event :
        List.of(
            new Event.ProfileChanged(RESTAURANT.profile()),
            new Event.FloorPlanChanged(RESTAURANT.floorPlan()),
            new Event.ScheduleChanged(RESTAURANT.schedule()),
            new Event.PoliciesChanged(RESTAURANT.policies()))) {
      parts += HexFormat.of().formatHex(EventCodec.encode(event)).substring(4);
    }
    assertThat(HexFormat.of().formatHex(EventCodec.encodeDefinition(RESTAURANT))).isEqualTo(parts);
  }

  @Test
  void shouldRefuseBytesThatEndEarlyWhereverTheyEnd() {
    byte[] whole = EventCodec.encodeDefinition(RESTAURANT);
    byte[] event = EventCodec.encode(new Event.OfReservation(Event.Kind.HELD, RESERVATION));
    for (int length = 0; length < whole.length; length++) {
      byte[] part = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> EventCodec.decodeDefinition(part))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("expected");
    }
    for (int length = 0; length < event.length; length++) {
      byte[] part = Arrays.copyOf(event, length);
      assertThatThrownBy(() -> EventCodec.decode(part))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("expected");
    }
  }

  @Test
  void shouldRefuseNoiseOnlyWithAnIllegalArgument() {
    byte[] whole = EventCodec.encode(new Event.OfReservation(Event.Kind.HELD, RESERVATION));
    byte[] definition = EventCodec.encodeDefinition(RESTAURANT);
    Random random = new Random(1);
    for (int i = 0; i < 20_000; i++) {
      byte[] noise = (i % 2 == 0 ? whole : definition).clone();
      noise[random.nextInt(noise.length)] = (byte) random.nextInt();
      noise[random.nextInt(noise.length)] = (byte) random.nextInt();
      try {
        if (i % 2 == 0) {
          EventCodec.decode(noise);
        } else {
          EventCodec.decodeDefinition(noise);
        }
      } catch (IllegalArgumentException e) {
        assertThat(e).hasMessageContaining("expected");
      }
    }
  }

  @Test
  void shouldSayWhichVersionCameAndWhichWasExpected() {
    assertThatThrownBy(() -> EventCodec.decode(new byte[] {9, 0}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("version at octet 1: 9 (expected: 1)");
    assertThatThrownBy(() -> EventCodec.decode(new byte[] {1, 99}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("type at octet 2: 99");
    assertThatThrownBy(() -> EventCodec.decode(new byte[] {1, 63}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("type at octet 2: 63");
    assertThatThrownBy(() -> EventCodec.decodeDefinition(new byte[] {1, 0}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected: 128, a definition");
  }

  @Test
  void shouldRefuseBytesLeftOver() {
    byte[] event = EventCodec.encode(new Event.OfReservation(Event.Kind.HELD, RESERVATION));
    assertThatThrownBy(() -> EventCodec.decode(Arrays.copyOf(event, event.length + 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1 octets more");
  }

  @Test
  void shouldRefuseALoneSurrogateRatherThanStoreAnotherText() {
    Profile profile = new Profile("r", "a\ud83dz", ZoneId.of("UTC"), null, null, null, null, null);
    assertThatThrownBy(() -> EventCodec.encode(new Event.ProfileChanged(profile)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("lone surrogate at index 1");
  }

  private static void assertForm(Event event, String hex) {
    assertThat(HexFormat.of().formatHex(EventCodec.encode(event))).isEqualTo(hex);
    assertThat(EventCodec.decode(HexFormat.of().parseHex(hex))).isEqualTo(event);
  }
}
