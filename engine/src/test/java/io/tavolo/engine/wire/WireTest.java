package io.tavolo.engine.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tavolo.engine.availability.Alternative;
import io.tavolo.engine.availability.DaySnapshot;
import io.tavolo.engine.lane.CommandKey;
import io.tavolo.engine.lane.Reply;
import io.tavolo.engine.lane.Request;
import io.tavolo.engine.lane.TraceContext;
import io.tavolo.engine.reservation.Command;
import io.tavolo.engine.reservation.Diner;
import io.tavolo.engine.reservation.Event;
import io.tavolo.engine.reservation.ExternalId;
import io.tavolo.engine.reservation.Floor;
import io.tavolo.engine.reservation.House;
import io.tavolo.engine.reservation.Refusal;
import io.tavolo.engine.reservation.Reservation;
import io.tavolo.engine.reservation.Status;
import io.tavolo.engine.restaurant.Area;
import io.tavolo.engine.restaurant.Channel;
import io.tavolo.engine.restaurant.Combination;
import io.tavolo.engine.restaurant.Deposit;
import io.tavolo.engine.restaurant.FloorPlan;
import io.tavolo.engine.restaurant.Join;
import io.tavolo.engine.restaurant.Policies;
import io.tavolo.engine.restaurant.Table;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class WireTest {
  private static final Diner ADA =
      new Diner(
          0x1122334455667788L,
          0x99aabbccddeeff00L,
          "Ada",
          "ada@example.org",
          null,
          "séjour",
          List.of("vip"));
  private static final Request BOOK =
      submit(
          new Command.Book(
              0x0123456789abcdefL,
              4,
              House.at("2026-11-20T20:00"),
              "sala",
              ADA,
              new ExternalId(1, -1)));
  private static final Reply REFUSED =
      new Reply.Refused(
          Refusal.NO_TABLE,
          "Europe/Rome",
          List.of(new Alternative(5_986_000, "sala"), new Alternative(5_986_003, "terrace")),
          List.of(7L));

  private static Request submit(Command command) {
    return new Request.Submit("anna", 0x0102030405060708L, new CommandKey(1, 2, 3, true), command);
  }

  private static DaySnapshot day() {
    Floor floor = Objects.requireNonNull(House.state().floor());
    int date = (int) floor.calendar().todayEpochDay(House.NOW_MS);
    return DaySnapshot.of(floor, date, 3, 99);
  }

  @Test
  void shouldReadBackEveryRequest() {
    for (long seed = 0; seed < 5_000; seed++) {
      RandomMessages random = new RandomMessages(seed);
      Request request = random.request();
      long remainingMs = random.time();
      assertThat(RequestCodec.decode(RequestCodec.encode(request, remainingMs)))
          .as("seed %d", seed)
          .isEqualTo(new RequestCodec.Timed(request, remainingMs));
    }
  }

  @Test
  void shouldReadBackEveryReply() {
    for (long seed = 0; seed < 5_000; seed++) {
      Reply reply = new RandomMessages(seed).reply();
      assertThat(ReplyCodec.decode(ReplyCodec.encode(reply))).as("seed %d", seed).isEqualTo(reply);
    }
  }

  @Test
  void shouldReadBackADay() {
    DaySnapshot day = day();
    Reply.Day read = (Reply.Day) ReplyCodec.decode(ReplyCodec.encode(new Reply.Day(day)));
    assertThat(read.day().encode()).isEqualTo(day.encode());
    assertThat(read.day().slots(2, House.NOW_MS)).isEqualTo(day.slots(2, House.NOW_MS));
  }

  /** Nodes of two versions talk to each other: should a form change, it needs a new version. */
  @Test
  void shouldKeepTheFormOfRequestsOfVersion2() {
    assertForm(
        BOOK,
        "02b8170008616e6e6101020304050607080000000000000001000000000000000200000000000000030100"
            + "000123456789abcdef08809b85b00d01010873616c6101112233445566778899aabbccddeeff0001064164"
            + "61011e616461406578616d706c652e6f726700010e73c3a96a6f75720206766970010000000000000001ff"
            + "ffffffffffffff0000");
    assertForm(
        submit(
            new Command.Book(
                5, 4, House.at("2026-11-20T20:00"), null, ADA, null, Channel.WALK_IN, true)),
        "02b8170008616e6e6101020304050607080000000000000001000000000000000200000000000000030100"
            + "00000000000000000508809b85b00d010001112233445566778899aabbccddeeff000106416461011e6164"
            + "61406578616d706c652e6f726700010e73c3a96a6f75720206766970000201");
    assertForm(
        submit(
            new Command.Hold(
                5, 2, House.at("2026-11-20T20:00"), null, null, null, 0, Channel.IN_HOUSE, true)),
        "02b8170008616e6e6101020304050607080000000000000001000000000000000200000000000000030100"
            + "01000000000000000504809b85b00d01000000000101");
    assertForm(
        submit(new Command.Confirm(5, null, 7, true)),
        "02b8170008616e6e6101020304050607080000000000000001000000000000000200000000000000030100"
            + "020000000000000005000e01");
    assertForm(
        submit(new Command.Modify(5, 7, null, null, null, 0, true, true)),
        "02b8170008616e6e6101020304050607080000000000000001000000000000000200000000000000030100"
            + "0500000000000000050e000000000101");
    assertForm(
        submit(
            new Command.PutFloorPlan(
                new FloorPlan(
                    List.of(new Area("sala", "Sala")),
                    List.of(
                        new Table("T1", "sala", 1, 2, 0, Channel.IN_HOUSE),
                        new Table("T2", "sala", 1, 2, 0)),
                    List.of(new Join("T1", "T2")),
                    List.of(new Combination("pair", List.of("T1", "T2"), 3, 5, 1)),
                    true),
                Command.OnConflict.REASSIGN)),
        "02b8170008616e6e6101020304050607080000000000000001000000000000000200000000000000030100"
            + "08020873616c610853616c61040454310873616c61020400010454320873616c6102040000020454310454"
            + "3202087061697204045431045432060a020101");
    assertForm(
        submit(
            new Command.PutPolicies(
                new Policies(0, 60, 1, 6, 300, 0, true, 2, true, new Deposit(4, 500, "EUR")),
                Command.OnConflict.KEEP)),
        "02b8170008616e6e6101020304050607080000000000000001000000000000000200000000000000030100"
            + "0a0078020cd804000104010108e8070645555202");
    assertForm(
        submit(new Command.Hold(5, 2, House.at("2026-11-20T20:00"), null, null, null, 60)),
        "02b8170008616e6e6101020304050607080000000000000001000000000000000200000000000000030100"
            + "01000000000000000504809b85b00d01000000780000");
    assertForm(
        submit(
            new Command.Import(
                5, 4, House.at("2026-11-20T20:00"), null, ADA, null, House.at("2026-11-01T09:00"))),
        "02b8170008616e6e6101020304050607080000000000000001000000000000000200000000000000030100"
            + "0b000000000000000508809b85b00d010001112233445566778899aabbccddeeff000106416461011e6164"
            + "61406578616d706c652e6f726700010e73c3a96a6f7572020676697000a0feb7ae0d01");
    assertForm(
        submit(new Command.Confirm(5, ADA)),
        "02b8170008616e6e6101020304050607080000000000000001000000000000000200000000000000030100"
            + "02000000000000000501112233445566778899aabbccddeeff000106416461011e616461406578616d706c"
            + "652e6f726700010e73c3a96a6f757202067669700000");
    assertForm(
        submit(new Command.Release(5)),
        "02b8170008616e6e6101020304050607080000000000000001000000000000000200000000000000030100"
            + "030000000000000005");
    assertForm(
        submit(new Command.Expire(5)),
        "02b8170008616e6e6101020304050607080000000000000001000000000000000200000000000000030100"
            + "040000000000000005");
    assertForm(
        submit(new Command.Modify(5, 3, House.at("2026-11-20T20:00"), "sala", null, 2, true)),
        "02b8170008616e6e6101020304050607080000000000000001000000000000000200000000000000030100"
            + "0500000000000000050601809b85b00d01010873616c6100040100");
    assertForm(
        submit(new Command.Modify(5, 0, null, Command.Modify.ANY_AREA, null, 0, false)),
        "02b8170008616e6e6101020304050607080000000000000001000000000000000200000000000000030100"
            + "0500000000000000050000010000000000");
    assertForm(
        submit(new Command.Cancel(5, 2, false)),
        "02b8170008616e6e6101020304050607080000000000000001000000000000000200000000000000030100"
            + "0600000000000000050400");
    assertForm(
        submit(new Command.PutPolicies(House.named("anna").policies())),
        "02b8170008616e6e6101020304050607080000000000000001000000000000000200000000000000030100"
            + "0a3c78020cd804780100000000");
    assertForm(
        submit(new Command.PutProfile(House.named("anna").profile())),
        "02b8170008616e6e6101020304050607080000000000000001000000000000000200000000000000030100"
            + "0708616e6e610e446120416e6e61164575726f70652f526f6d65010e6974616c69616e00000000");
    assertForm(
        submit(new Command.PutFloorPlan(House.named("anna").floorPlan())),
        "02b8170008616e6e6101020304050607080000000000000001000000000000000200000000000000030100"
            + "08040873616c610853616c610e746572726163650e54657272616365080454310873616c61020400000454"
            + "320873616c61020402000454330873616c61040800000454340e74657272616365040c000000000100");
    assertForm(
        submit(new Command.PutSchedule(House.named("anna").schedule())),
        "02b8170008616e6e6101020304050607080000000000000001000000000000000200000000000000030100"
            + "091e020c64696e6e65720c44696e6e65720e00010203040506f010c81500000404b40100000000c801f001"
            + "000000000000000000");
    assertForm(
        new Request.Submit(
            "anna",
            0x0102030405060708L,
            new CommandKey(1, 2, 3, true),
            new Command.Release(5),
            new TraceContext(
                0x4bf92f3577b34da6L, 0xa3ce929d0e0e4736L, 0xf067aa0ba902b7L, (byte) 3)),
        "02b8170008616e6e6101020304050607080000000000000001000000000000000200000000000000030101"
            + "4bf92f3577b34da6a3ce929d0e0e473600f067aa0ba902b703030000000000000005");
    assertForm(
        new Request.ReadDay("anna", 0x0102030405060708L, 20_777, true),
        "02b8170108616e6e610102030405060708d2c40201");
  }

  @Test
  void shouldKeepTheFormOfRepliesOfVersion2() {
    Reservation reservation =
        new Reservation(
            5,
            Status.HELD,
            2,
            5_986_000,
            5_986_018,
            5_986_021,
            20_777,
            List.of("T1", "T2"),
            "sala",
            false,
            9,
            0x99aabbccddeeff00L,
            null,
            1,
            1_795_172_700_000L,
            1_795_172_400_000L,
            10_000,
            true);
    assertForm(
        new Reply.Done(Event.Kind.HELD, reservation, 5, "anna", "Europe/Rome", true, false, true),
        "0200010100000000000000050004a0dbda0524d2c402040454310454320873616c61000000000000000009"
            + "0002c0bd8c8abf6880eee789bf680699aabbccddeeff00a09c0101000000000000000508616e6e61164575"
            + "726f70652f526f6d65010001");
    assertForm(
        new Reply.Done(Event.Kind.CANCELLED, null, 5, "anna", "Europe/Rome", false, true),
        "02000600000000000000000508616e6e61164575726f70652f526f6d65000100");
    assertForm(new Reply.Stored(true), "020101");
    assertForm(
        REFUSED,
        "020200164575726f70652f526f6d6504a0dbda050873616c61a6dbda050e74657272616365020000000000"
            + "000007");
    assertForm(new Reply.NotOwner(), "0204");
    assertForm(new Reply.Unavailable(Reply.Reason.UNKNOWN_OUTCOME), "020503");
    assertThat(HexFormat.of().formatHex(ReplyCodec.encode(new Reply.Day(day()))))
        .isEqualTo(
            "0203d6010208616e6e61164575726f70652f526f6d65d2c40206c6013c78040873616c610e746572726163"
                + "652ad8bbda0506060606060606060606060606060606060606060208022ab401ffff1f000000022ab401ff"
                + "ff1fffff1f042af001ffff1fffff1f042af001000000ffff1f");
  }

  private static void assertForm(Request request, String hex) {
    assertThat(HexFormat.of().formatHex(RequestCodec.encode(request, 1_500))).isEqualTo(hex);
    assertThat(RequestCodec.decode(HexFormat.of().parseHex(hex)).request()).isEqualTo(request);
  }

  private static void assertForm(Reply reply, String hex) {
    assertThat(HexFormat.of().formatHex(ReplyCodec.encode(reply))).isEqualTo(hex);
    assertThat(ReplyCodec.decode(HexFormat.of().parseHex(hex))).isEqualTo(reply);
  }

  @Test
  void shouldRefuseBytesThatEndEarlyOrRunOn() {
    refusesAllButWhole(RequestCodec.encode(BOOK, 1_500), RequestCodec::decode);
    refusesAllButWhole(ReplyCodec.encode(REFUSED), ReplyCodec::decode);
    refusesAllButWhole(ReplyCodec.encode(new Reply.Day(day())), ReplyCodec::decode);
  }

  private static void refusesAllButWhole(byte[] whole, Consumer<byte[]> decode) {
    for (int length = 0; length <= whole.length + 1; length++) {
      if (length != whole.length) {
        byte[] part = Arrays.copyOf(whole, length);
        assertThatThrownBy(() -> decode.accept(part))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("expected");
      }
    }
  }

  @Test
  void shouldRefuseNoiseOnlyWithAnIllegalArgument() {
    Random random = new Random(1);
    for (int i = 0; i < 20_000; i++) {
      boolean request = i % 2 == 0;
      byte[] noise = request ? RequestCodec.encode(BOOK, 1) : ReplyCodec.encode(REFUSED);
      noise[random.nextInt(noise.length)] = (byte) random.nextInt();
      noise[random.nextInt(noise.length)] = (byte) random.nextInt();
      try {
        Object read = request ? RequestCodec.decode(noise) : ReplyCodec.decode(noise);
        assertThat(read).isNotNull();
      } catch (IllegalArgumentException e) {
        assertThat(e).hasMessageContaining("expected");
      }
    }
  }

  @Test
  void shouldSayWhatCameAndWhatWasExpected() {
    assertThatThrownBy(() -> RequestCodec.decode(new byte[] {1, 0}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("version at octet 1: 1 (expected: 2)");
    assertThatThrownBy(() -> RequestCodec.decode(new byte[] {2, 0, 9}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("type at octet 3: 9 (expected: 0..1)");
    assertThatThrownBy(() -> ReplyCodec.decode(new byte[] {9}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("version at octet 1: 9 (expected: 2)");
    assertThatThrownBy(() -> ReplyCodec.decode(new byte[] {2, 77}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("type at octet 2: 77 (expected: 0..5)");
  }
}
