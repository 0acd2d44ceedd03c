package io.tavolo.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tavolo.engine.id.RestaurantNumber;
import io.tavolo.engine.lane.CommandKey;
import io.tavolo.engine.lane.Request;
import io.tavolo.engine.reservation.Command;
import io.tavolo.engine.restaurant.Restaurant;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class CityLoadingTest {
  private static final int HOUSES = 60;

  /** In the middle of dinner: some of today's visits have begun. */
  private static final long NOW_MS =
      LocalDateTime.of(2026, 11, 20, 19, 50).atZone(City.ZONE).toInstant().toEpochMilli();

  private final Vertx vertx = Vertx.vertx();
  private final Random random = new Random(1);
  private final List<String> said = Collections.synchronizedList(new ArrayList<>());
  private final OneLane lane = new OneLane(vertx, NOW_MS);

  @AfterEach
  void close() throws Exception {
    vertx.close().await(10, TimeUnit.SECONDS);
  }

  @Test
  void shouldLoadEveryVisitThatTheBooksHoldAndSayHowFarItIs() throws Exception {
    load();
    assertThat(lane.reservations()).isEqualTo(planned() + 1);
    assertThat(lane.refusals()).isEmpty();
    assertThat(lane.mostAtOnce()).isLessThanOrEqualTo(1_024);
    assertThat(said.get(0))
        .isEqualTo("demo      loading the demo city: 0 of 60 restaurants, 0 reservations");
    assertThat(said.get(said.size() - 1))
        .startsWith(
            "demo      the demo city is loaded: 60 restaurants, %,d reservations in "
                .formatted(planned()));
  }

  @Test
  void shouldAskOneQuestionAndDoNothingWhenTheCityIsThere() throws Exception {
    load();
    lane.forgetRequests();
    said.clear();
    load();
    assertThat(lane.requests()).hasSize(1);
    assertThat(said).isEmpty();
  }

  @Test
  void shouldFinishWhatWasBrokenOffAndBookNothingTwice() throws Exception {
    lane.answerOnly(planned() / 2);
    CityLoading first = loading();
    String id = vertx.deployVerticle(first).await(10, TimeUnit.SECONDS);
    lane.exhausted().await(20, TimeUnit.SECONDS);
    vertx.undeploy(id).await(10, TimeUnit.SECONDS);
    assertThatThrownBy(() -> first.whole().await(20, TimeUnit.SECONDS))
        .isInstanceOf(Exception.class);
    assertThat(lane.reservations()).isBetween(planned() / 4, planned() / 2);

    lane.answerOnly(Integer.MAX_VALUE);
    load();
    assertThat(lane.reservations()).isEqualTo(planned() + 1);
    assertThat(lane.refusals()).isEmpty();
  }

  @Test
  void shouldLeaveWhatStandsAndSayOnlyWhatIsMissing() throws Exception {
    List<House> city = City.of(City.SEED, HOUSES, DemandProfile.read());
    Restaurant whole = city.get(0).restaurant();
    Restaurant changed =
        whole
            .withFloorPlan(city.get(1).restaurant().floorPlan())
            .withSchedule(city.get(1).restaurant().schedule())
            .withPolicies(city.get(1).restaurant().policies());
    say(
        City.ANNA,
        new Command.PutProfile(changed.profile()),
        new Command.PutFloorPlan(changed.floorPlan()),
        new Command.PutSchedule(changed.schedule()),
        new Command.PutPolicies(changed.policies()));
    House half = city.get(2);
    say(
        half.id(),
        new Command.PutProfile(half.restaurant().profile()),
        new Command.PutSchedule(whole.schedule()));
    lane.forgetRequests();
    load();

    assertThat(lane.definition(City.ANNA)).contains(changed);
    assertThat(lane.definition(half.id()))
        .contains(half.restaurant().withSchedule(whole.schedule()));
    assertThat(lane.definition(city.get(3).id())).contains(city.get(3).restaurant());
    assertThat(definitionsSaidOf(City.ANNA)).isZero();
    assertThat(definitionsSaidOf(half.id())).isEqualTo(2);
    assertThat(definitionsSaidOf(city.get(3).id())).isEqualTo(4);
  }

  private void say(String house, Command... commands) {
    CommandKey key = new CommandKey(random.nextLong(), random.nextLong(), 0, false);
    for (Command command : commands) {
      lane.ask(new Request.Submit(house, RestaurantNumber.of(house), key, command), 1);
    }
  }

  private long definitionsSaidOf(String house) {
    return lane.requests().stream()
        .filter(
            request ->
                request instanceof Request.Submit submit
                    && submit.restaurantId().equals(house)
                    && !(submit.command() instanceof Command.Create))
        .count();
  }

  @Test
  void shouldTakeEachCommandAgainWhenNobodyTookItUp() throws Exception {
    lane.refuseToTakeUpEvery(50);
    load();
    assertThat(lane.reservations() + lane.refusals().size()).isEqualTo(planned() + 1);
  }

  @Test
  void shouldInviteToATimeThatIsFree() throws Exception {
    load();
    List<String> lines =
        new Invitation(lane, () -> NOW_MS).lines("http://host:1").await(10, TimeUnit.SECONDS);
    assertThat(lines)
        .containsExactly(
            "",
            "Book a table for two tomorrow at eight:",
            "curl -s http://host:1/v1/restaurants/trattoria-da-anna/reservations -H 'content-type: application/json' \\",
            "  -d '{\"party_size\":2,\"start\":\"2026-11-21T20:00\",\"diner\":{\"name\":\"Ada Lovelace\",\"email\":\"ada@example.org\"}}'");
  }

  private void load() throws Exception {
    CityLoading loading = loading();
    vertx.deployVerticle(loading).await(10, TimeUnit.SECONDS);
    loading.whole().await(40, TimeUnit.SECONDS);
  }

  private CityLoading loading() {
    return new CityLoading(
        vertx,
        lane,
        HOUSES,
        id -> Future.succeededFuture(lane.definition(id)),
        () -> random.nextLong() | 1,
        () -> NOW_MS,
        said::add);
  }

  private static int planned() {
    DemandProfile profile = DemandProfile.read();
    return City.of(City.SEED, HOUSES, profile).stream()
        .mapToInt(house -> Book.of(house, profile, City.SEED, NOW_MS).size())
        .sum();
  }
}
