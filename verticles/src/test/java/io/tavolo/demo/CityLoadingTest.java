package io.tavolo.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
        vertx, lane, HOUSES, () -> random.nextLong() | 1, () -> NOW_MS, said::add);
  }

  private static int planned() {
    DemandProfile profile = DemandProfile.read();
    return City.of(City.SEED, HOUSES, profile).stream()
        .mapToInt(house -> Book.of(house, profile, City.SEED, NOW_MS).size())
        .sum();
  }
}
