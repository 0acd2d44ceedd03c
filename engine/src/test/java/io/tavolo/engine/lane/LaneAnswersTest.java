package io.tavolo.engine.lane;

import static io.tavolo.engine.lane.LaneWorld.ANNA;
import static io.tavolo.engine.lane.LaneWorld.ANNAS;
import static io.tavolo.engine.lane.LaneWorld.SHARD;
import static io.tavolo.engine.reservation.House.at;
import static io.tavolo.engine.reservation.House.book;
import static io.tavolo.engine.reservation.House.diner;
import static org.assertj.core.api.Assertions.assertThat;

import io.tavolo.engine.availability.Alternative;
import io.tavolo.engine.reservation.Command;
import io.tavolo.engine.reservation.Event;
import io.tavolo.engine.reservation.ExternalId;
import io.tavolo.engine.reservation.House;
import io.tavolo.engine.reservation.Refusal;
import io.tavolo.engine.reservation.Reservation;
import io.tavolo.engine.restaurant.FloorPlan;
import io.tavolo.engine.restaurant.Policies;
import io.tavolo.engine.restaurant.Table;
import io.tavolo.engine.time.Calendar;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a lane answers, what it writes for it, and what it still knows afterwards. */
class LaneAnswersTest {
  private static final String EIGHT = "2026-11-20T20:00";
  private static final long HOUR_MS = 3_600_000;
  private static final int TICK_EIGHT =
      new Calendar(House.ROME, House.named(ANNA).schedule()).resolve(at(EIGHT));

  private final LaneWorld world = new LaneWorld();

  private static CommandKey key(long n) {
    return new CommandKey(1, n, 42, true);
  }

  private Object settled(Command command) {
    Object ticket = world.submit(command);
    world.settle();
    return ticket;
  }

  private Object settled(Command command, CommandKey key) {
    Object ticket = world.submit(command, key);
    world.settle();
    return ticket;
  }

  private @Nullable Refusal refusal(Object ticket) {
    return world.refused(ticket).refusal();
  }

  private static Policies policies(int maxParty) {
    return new Policies(30, 60, 1, maxParty, 300, 60, true);
  }

  private static FloorPlan withoutTerrace(Table... more) {
    FloorPlan plan = House.named(ANNA).floorPlan();
    List<Table> tables = new java.util.ArrayList<>(plan.tables().subList(0, 3));
    tables.addAll(List.of(more));
    return new FloorPlan(plan.areas(), tables);
  }

  @Test
  void shouldTellTheRestaurantsZoneWithARefusal() {
    Object refused = settled(book(1, 99, EIGHT));
    assertThat(world.refused(refused).zoneId()).isEqualTo("Europe/Rome");
  }

  @Test
  void shouldKnowNoRestaurantOfTheSameNumberButAnotherId() {
    Object booked = new Object();
    Request other = new Request.Submit("anne", ANNAS, key(1), book(1, 2, EIGHT));
    world.lane.submit(new Submission(SHARD, other, Long.MAX_VALUE, booked));
    Object read = new Object();
    world.lane.submit(
        new Submission(SHARD, new Request.ReadDay("anne", ANNAS, 1, false), Long.MAX_VALUE, read));
    Object created = new Object();
    Command put = new Command.PutProfile(House.named("anne").profile());
    Request creation = new Request.Submit("anne", ANNAS, key(2), put);
    world.lane.submit(new Submission(SHARD, creation, Long.MAX_VALUE, created));
    world.settle();
    assertThat(refusal(booked)).isEqualTo(Refusal.UNKNOWN_RESTAURANT);
    assertThat(refusal(read)).isEqualTo(Refusal.UNKNOWN_RESTAURANT);
    assertThat(refusal(created)).isEqualTo(Refusal.RESTAURANT_ID_TAKEN);
    assertThat(world.journal).isEmpty();
  }

  @Test
  void shouldSayOfEachCommandThatChangedNothingWhatItHadWanted() {
    settled(new Command.Hold(1, 2, at(EIGHT), null, diner(1), null, 60));
    settled(new Command.Confirm(1, null));
    assertThat(world.done(settled(new Command.Confirm(1, null))).kind())
        .isEqualTo(Event.Kind.CONFIRMED);
    assertThat(world.done(settled(new Command.Modify(1, 2, null, null, null, 0, true))).kind())
        .isEqualTo(Event.Kind.MODIFIED);
    assertThat(world.done(settled(new Command.Expire(1))).kind()).isEqualTo(Event.Kind.EXPIRED);
    settled(new Command.Cancel(1, 0, true));
    assertThat(world.done(settled(new Command.Cancel(1, 0, true))).kind())
        .isEqualTo(Event.Kind.CANCELLED);
    settled(new Command.Hold(2, 2, at(EIGHT), null, diner(1), null, 60));
    settled(new Command.Release(2));
    assertThat(world.done(settled(new Command.Release(2))).kind()).isEqualTo(Event.Kind.RELEASED);
  }

  @Test
  void shouldAnswerARepeatedDefinitionAsTheFirstTime() {
    Object first = settled(new Command.PutPolicies(policies(5)), key(1));
    Object again = settled(new Command.PutPolicies(policies(5)), key(1));
    Object reused = settled(new Command.PutPolicies(policies(4)), new CommandKey(1, 1, 43, true));
    assertThat(world.reply(first)).isEqualTo(new Reply.Stored(false));
    assertThat(world.reply(again)).isEqualTo(new Reply.Stored(false));
    assertThat(refusal(reused)).isEqualTo(Refusal.KEY_REUSED);
    assertThat(world.journal).hasSize(1);
  }

  @Test
  void shouldKnowItsAnswersAfterARestart() {
    Object booked = settled(book(1, 6, EIGHT), key(1));
    Object refused = settled(book(2, 6, EIGHT), key(2));
    settled(new Command.PutPolicies(policies(5), Command.OnConflict.KEEP), key(3));
    settled(new Command.Cancel(1, 0, true));
    world.restart();
    assertThat(world.done(settled(book(9, 6, EIGHT), key(1))).reservationId())
        .isEqualTo(world.done(booked).reservationId());
    assertThat(refusal(settled(book(9, 6, EIGHT), key(2)))).isEqualTo(refusal(refused));
    assertThat(world.reply(settled(new Command.PutPolicies(policies(4)), key(3))))
        .isEqualTo(new Reply.Stored(false));
    assertThat(refusal(settled(book(9, 6, EIGHT)))).isEqualTo(Refusal.PARTY_SIZE);
  }

  @Test
  void shouldWriteTheRefusalOfACallersKeyAlsoWhenNothingElseIsWritten() {
    settled(book(1, 6, EIGHT));
    settled(book(2, 6, EIGHT), key(2));
    world.restart();
    settled(new Command.Cancel(1, 0, true));
    assertThat(refusal(settled(book(2, 6, EIGHT), key(2)))).isEqualTo(Refusal.NO_TABLE);
  }

  @Test
  void shouldKeepNothingOfARefusalWithoutACallersKey() {
    settled(book(1, 6, EIGHT));
    int written = world.published.size();
    settled(book(2, 6, EIGHT));
    assertThat(world.published).hasSize(written);
    assertThat(world.keys.get(ANNAS)).hasSize(1);
  }

  @Test
  void shouldForgetACallersKeyADayLaterAndOneOfARouterAfterTwoMinutes() {
    CommandKey router = new CommandKey(2, 1, 42, false);
    settled(book(1, 2, EIGHT), key(1));
    settled(new Command.Cancel(1, 0, true), router);
    assertThat(refusal(settled(book(1, 3, EIGHT), new CommandKey(1, 1, 43, true))))
        .isEqualTo(Refusal.KEY_REUSED);
    world.pass(2 * HOUR_MS);
    settled(book(2, 2, "2026-11-22T20:00"));
    assertThat(world.done(settled(new Command.Cancel(2, 0, true), router)).repeated()).isFalse();
    assertThat(refusal(settled(book(3, 3, EIGHT), new CommandKey(1, 1, 43, true))))
        .isEqualTo(Refusal.KEY_REUSED);
    world.pass(24 * HOUR_MS);
    settled(book(4, 2, "2026-11-22T20:00"));
    assertThat(world.done(settled(book(5, 2, "2026-11-22T20:00"), key(1))).repeated()).isFalse();
  }

  @Test
  void shouldForgetVisitsThatAreLongOver() {
    settled(book(1, 2, EIGHT));
    settled(book(2, 2, "2026-11-24T20:00"));
    world.pass(50 * HOUR_MS);
    settled(book(3, 2, "2026-11-24T20:00"));
    settled(new Command.Cancel(2, 0, true));
    assertThat(world.fetches).isZero();
    settled(new Command.Cancel(1, 0, true));
    assertThat(world.fetches).as("the visit of two days ago has to be read").isEqualTo(1);
  }

  @Test
  void shouldRefuseAKeyedCommandWhenItKeepsAsManyAnswersAsItMay() {
    LaneWorld small = new LaneWorld(new LaneLimits(64, 1000, 100, 10, 2, 10));
    for (int i = 1; i <= 3; i++) {
      small.submit(book(i, 2, "2026-11-2" + i + "T20:00"), key(i));
      small.settle();
    }
    Object unkeyed = small.submit(book(4, 2, EIGHT));
    small.settle();
    assertThat(small.replies.values())
        .contains(new Reply.Unavailable(Reply.Reason.QUEUE_FULL))
        .filteredOn(reply -> reply instanceof Reply.Done)
        .hasSize(3);
    assertThat(small.reply(unkeyed)).isInstanceOf(Reply.Done.class);
  }

  @Test
  void shouldNameTheReservationThatAnExternalIdOrARepeatedCommandHasMade() {
    ExternalId external = new ExternalId(5, 6);
    settled(new Command.Book(1, 2, at(EIGHT), null, diner(1), external));
    Object again = settled(new Command.Book(1, 2, at(EIGHT), null, diner(1), external));
    assertThat(world.done(again).reservationId()).isEqualTo(1);
    assertThat(world.done(again).repeated()).isTrue();
    world.restart();
    Object other = settled(new Command.Book(2, 2, at(EIGHT), null, diner(1), external));
    assertThat(world.done(other).reservationId()).isEqualTo(1);
  }

  @Test
  void shouldWriteADinerBesideTheReservationAndPublishTheBatch() {
    settled(book(1, 2, EIGHT));
    assertThat(world.diners).containsEntry(new LaneWorld.Row(ANNAS, 1), diner(1));
    assertThat(world.published).hasSize(1);
    settled(new Command.Cancel(1, 0, true));
    assertThat(world.diners).hasSize(1);
  }

  @Test
  void shouldNameTheReservationsThatANewFloorPlanHasNoTableFor() {
    settled(book(1, 6, EIGHT));
    Object refused = settled(new Command.PutFloorPlan(withoutTerrace()), key(1));
    assertThat(refusal(refused)).isEqualTo(Refusal.ORPHANS);
    assertThat(world.refused(refused).reservations()).containsExactly(1L);
    assertThat(world.refused(refused).zoneId()).isEqualTo("Europe/Rome");
    assertThat(world.refused(settled(book(2, 6, EIGHT))).reservations()).isEmpty();
  }

  @Test
  void shouldWriteTheReservationsThatANewFloorPlanMoves() {
    settled(book(1, 6, EIGHT));
    FloorPlan plan = withoutTerrace(new Table("T5", "sala", 2, 6, 0));
    settled(new Command.PutFloorPlan(plan, Command.OnConflict.REASSIGN));
    assertThat(world.reservations.get(new LaneWorld.Row(ANNAS, 1)))
        .extracting(Reservation::tables)
        .isEqualTo(List.of("T5"));
    assertThat(Objects.requireNonNull(world.definitions.get(ANNAS)).floorPlan()).isEqualTo(plan);
  }

  @Test
  void shouldOfferAMoveTheTimesNearTheOneItWanted() {
    settled(book(1, 6, EIGHT));
    settled(book(2, 6, "2026-11-21T20:00"));
    Object moved = settled(new Command.Modify(2, 0, at(EIGHT), null, null, 0, true));
    assertThat(refusal(moved)).isEqualTo(Refusal.NO_TABLE);
    assertThat(world.refused(moved).alternatives())
        .contains(
            new Alternative(TICK_EIGHT - 24, "terrace"),
            new Alternative(TICK_EIGHT + 24, "terrace"));
  }

  @Test
  void shouldOfferALargerPartyTheTimesNearItsOwn() {
    settled(book(1, 4, EIGHT));
    settled(book(2, 6, EIGHT));
    Object larger = settled(new Command.Modify(1, 5, null, null, null, 0, true));
    assertThat(refusal(larger)).isEqualTo(Refusal.NO_TABLE);
    assertThat(world.refused(larger).alternatives())
        .allMatch(other -> other.areaId().equals("terrace"))
        .extracting(Alternative::startTick)
        .contains(TICK_EIGHT - 24, TICK_EIGHT + 24)
        .doesNotContain(TICK_EIGHT);
  }

  @Test
  void shouldOfferTheTimeWantedInAnotherAreaThanTheOneAMoveAsksFor() {
    settled(book(1, 6, EIGHT));
    settled(book(2, 2, "2026-11-21T20:00"));
    Object moved = settled(new Command.Modify(2, 0, at(EIGHT), "terrace", null, 0, true));
    assertThat(refusal(moved)).isEqualTo(Refusal.NO_TABLE);
    assertThat(world.refused(moved).alternatives()).startsWith(new Alternative(TICK_EIGHT, "sala"));
    settled(book(3, 2, EIGHT));
    settled(book(4, 2, EIGHT));
    settled(book(5, 4, EIGHT));
    Object anywhere =
        settled(new Command.Modify(2, 0, at(EIGHT), Command.Modify.ANY_AREA, null, 0, true));
    assertThat(world.refused(anywhere).alternatives())
        .isNotEmpty()
        .noneMatch(other -> other.startTick() == TICK_EIGHT);
  }

  @Test
  void shouldOfferNothingWhereNoOtherTimeWouldDo() {
    settled(book(1, 2, EIGHT));
    world.pass(HOUR_MS * 15 / 2);
    Object late = settled(new Command.Cancel(1, 0, false));
    assertThat(refusal(late)).isEqualTo(Refusal.CANCELLATION_CUTOFF);
    assertThat(world.refused(late).alternatives()).isEmpty();
    Object unknown = settled(new Command.Modify(99, 2, at(EIGHT), null, null, 0, true));
    assertThat(world.refused(unknown).alternatives()).isEmpty();
  }
}
