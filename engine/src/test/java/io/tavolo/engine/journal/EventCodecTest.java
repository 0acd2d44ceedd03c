package io.tavolo.engine.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tavolo.engine.reservation.Event;
import io.tavolo.engine.reservation.ExternalId;
import io.tavolo.engine.reservation.Reservation;
import io.tavolo.engine.reservation.Status;
import io.tavolo.engine.restaurant.Area;
import io.tavolo.engine.restaurant.Channel;
import io.tavolo.engine.restaurant.Closure;
import io.tavolo.engine.restaurant.Combination;
import io.tavolo.engine.restaurant.DateException;
import io.tavolo.engine.restaurant.Deposit;
import io.tavolo.engine.restaurant.FloorPlan;
import io.tavolo.engine.restaurant.Join;
import io.tavolo.engine.restaurant.Limits;
import io.tavolo.engine.restaurant.Pacing;
import io.tavolo.engine.restaurant.PacingOverride;
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

  /** Every member of version 2 says something. */
  private static final Reservation HELD =
      new Reservation(
          0x0123456789abcdefL,
          Status.HELD,
          4,
          5_954_000,
          5_954_018,
          5_954_021,
          20_673,
          List.of("T4", "T5"),
          "main",
          false,
          0x1122334455667788L,
          0x99aabbccddeeff00L,
          null,
          3,
          1_786_000_300_000L,
          1_786_000_000_000L,
          10_000,
          true);

  private static final Restaurant FULL =
      new Restaurant(
          RESTAURANT.profile(),
          new FloorPlan(
              List.of(new Area("main", "Main")),
              List.of(
                  new Table("T4", "main", 2, 4, 1, Channel.ONLINE),
                  new Table("T5", "main", 1, 2, 0, Channel.WALK_IN)),
              List.of(new Join("T4", "T5")),
              List.of(new Combination("long", List.of("T4", "T5"), 5, 7, 9)),
              false),
          new Schedule(
              15,
              20,
              List.of(new Shift("late", "Late", List.of(DayOfWeek.SUNDAY), 1320, 1500, 30), DINNER),
              List.of(new DateException(LocalDate.of(2026, 12, 25), List.of(DINNER))),
              List.of(new Closure(LocalDate.of(2026, 8, 1), LocalDate.of(2026, 8, 15))),
              List.of(
                  new TurnTime(2, 90),
                  new TurnTime(
                      6,
                      120,
                      "late",
                      List.of(DayOfWeek.SUNDAY),
                      LocalDate.of(2026, 12, 1),
                      LocalDate.of(2026, 12, 31))),
              List.of(
                  new Pacing(null, null, new Limits(30, null, null)),
                  new Pacing("late", "main", new Limits(null, 3, 40))),
              List.of(
                  new PacingOverride(
                      LocalDate.of(2026, 12, 31), 1200, 1440, "main", new Limits(1, 2, 300)))),
          new Policies(30, 60, 1, 12, 300, 120, true, 2, true, new Deposit(6, 1_500, "EUR")));

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

  /** These bytes stand in databases, and are read for as long as there are any. */
  @Test
  void shouldReadTheFormOfVersion1() {
    assertReads(
        new Event.OfReservation(Event.Kind.BOOKED, RESERVATION),
        "01000123456789abcdef0108a0e7d6052482c30204045434045435086d61696e011122334455"
            + "667788010000000000000001ffffffffffffffff04008090aadefa67");
    assertReads(
        new Event.OfReservation(
            Event.Kind.RECORDED,
            new Reservation(
                1, Status.FINISHED, 2, 100, 118, 0, List.of(), "", false, 7, null, 1, 0, 30_000)),
        "010700000000000000010404c80124000000000000000000000007000200e0d403");
    assertReads(
        new Event.ProfileChanged(RESTAURANT.profile()),
        "01401674726174746f7269612d310c4461205a6961164575726f70652f526f6d65010e697461"
            + "6c69616e00010c2b3339203036014044f33333333333014029000000000000");
    assertReads(
        new Event.FloorPlanChanged(RESTAURANT.floorPlan()),
        "014102086d61696e084d61696e02045434086d61696e040802");
    assertReads(
        new Event.ScheduleChanged(RESTAURANT.schedule()),
        "01421e020c64696e6e65720c44c3ae6e6572040405f010fc160298c502000404b4010cf001");
    assertReads(new Event.PoliciesChanged(RESTAURANT.policies()), "014300b4010228d8040000");
  }

  @Test
  void shouldReadADefinitionOfVersion1() {
    assertThat(
            EventCodec.decodeDefinition(
                HexFormat.of()
                    .parseHex(
                        "01801674726174746f7269612d310c4461205a6961164575726f70652f526f6d65010e6974"
                            + "616c69616e00010c2b3339203036014044f3333333333301402900000000000002086d"
                            + "61696e084d61696e02045434086d61696e0408021e020c64696e6e65720c44c3ae6e65"
                            + "72040405f010fc160298c502000404b4010cf00100b4010228d8040000")))
        .isEqualTo(RESTAURANT);
  }

  /** These bytes stand in databases: should the test fail, the form needs a new version. */
  @Test
  void shouldKeepTheFormOfVersion2() {
    assertForm(
        new Event.OfReservation(Event.Kind.BOOKED, RESERVATION),
        "02000123456789abcdef0108a0e7d6052482c30204045434045435086d61696e0111223344556677880100"
            + "00000000000001ffffffffffffffff04008090aadefa670000000000000000000000");
    assertForm(
        new Event.OfReservation(Event.Kind.HELD, HELD),
        "02010123456789abcdef0008a0e7d6052482c30204045434045435086d61696e0011223344556677880006"
            + "c0dfcedefa678090aadefa670699aabbccddeeff00a09c0101");
    assertForm(
        new Event.FloorPlanChanged(FULL.floorPlan(), List.of(HELD)),
        "024102086d61696e084d61696e04045434086d61696e04080200045435086d61696e020400020204543404"
            + "543502086c6f6e67040454340454350a0e1200020123456789abcdef0008a0e7d6052482c3020404543404"
            + "5435086d61696e0011223344556677880006c0dfcedefa678090aadefa670699aabbccddeeff00a09c0101");
    assertForm(
        new Event.FloorPlanChanged(RESTAURANT.floorPlan()),
        "024102086d61696e084d61696e02045434086d61696e0408020000000100");
    assertForm(
        new Event.ScheduleChanged(FULL.schedule()),
        "02421e04086c617465084c6174650206d014b8173c0c64696e6e65720c44c3ae6e6572040405f010fc1600"
            + "0298c502020c64696e6e65720c44c3ae6e6572040405f010fc16000404b401000000000cf00101086c6174"
            + "65020601e8c40201a4c5022802f4c20290c302040000013c000001086c61746501086d61696e0001060150"
            + "02a4c502e012c01601086d61696e0102010401d804");
    assertForm(
        new Event.ScheduleChanged(RESTAURANT.schedule()),
        "02421e020c64696e6e65720c44c3ae6e6572040405f010fc16000298c502000404b401000000000cf00100"
            + "00000000000000");
    assertForm(
        new Event.PoliciesChanged(FULL.policies()), "02433c780218d804f001010401010cb81706455552");
    assertForm(new Event.PoliciesChanged(RESTAURANT.policies()), "024300b4010228d8040000000000");
    assertForm(
        new Event.ProfileChanged(FULL.profile()),
        "02401674726174746f7269612d310c4461205a6961164575726f70652f526f6d65010e6974616c69616e00"
            + "010c2b3339203036014044f33333333333014029000000000000");
  }

  @Test
  void shouldMakeADefinitionOfTheFormsOfItsParts() {
    String parts = "0280";
    for (Event event :
        List.of(
            new Event.ProfileChanged(FULL.profile()),
            new Event.FloorPlanChanged(FULL.floorPlan()),
            new Event.ScheduleChanged(FULL.schedule()),
            new Event.PoliciesChanged(FULL.policies()))) {
      String hex = HexFormat.of().formatHex(EventCodec.encode(event)).substring(4);
      // A change of floor plan says last whom it moved.
      parts += event instanceof Event.FloorPlanChanged ? hex.substring(0, hex.length() - 2) : hex;
    }
    assertThat(HexFormat.of().formatHex(EventCodec.encodeDefinition(FULL))).isEqualTo(parts);
  }

  @Test
  void shouldRefuseBytesThatEndEarlyWhereverTheyEnd() {
    byte[] whole = EventCodec.encodeDefinition(FULL);
    byte[] event = EventCodec.encode(new Event.OfReservation(Event.Kind.HELD, HELD));
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
    byte[] whole = EventCodec.encode(new Event.OfReservation(Event.Kind.HELD, HELD));
    byte[] definition = EventCodec.encodeDefinition(FULL);
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
        .hasMessage("version at octet 1: 9 (expected: 1..2)");
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
    byte[] event = EventCodec.encode(new Event.OfReservation(Event.Kind.HELD, HELD));
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
    assertReads(event, hex);
  }

  private static void assertReads(Event event, String hex) {
    assertThat(EventCodec.decode(HexFormat.of().parseHex(hex))).isEqualTo(event);
  }
}
