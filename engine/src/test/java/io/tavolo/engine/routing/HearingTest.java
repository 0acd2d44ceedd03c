package io.tavolo.engine.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.tavolo.engine.routing.Hearing.Registration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class HearingTest {
  private static final long LEASE_MS = 2_000;
  private static final Neighbour B = new Neighbour("b", "at-b");
  private static final Set<String> TOGETHER = Set.of("a", "b");
  private static final Set<String> CUT = Set.of("a");

  private final List<String> asked = new ArrayList<>();
  private final Hearing hearing = new Hearing("at-a", LEASE_MS, new Noted());
  private long nowMs;

  private final class Noted implements HearingEffects {
    @Override
    public void look(String address) {
      asked.add("look for " + address);
    }

    @Override
    public void ask(String node, String address) {
      asked.add("ask %s at %s".formatted(node, address));
    }

    @Override
    public void register(String address, String why) {
      asked.add("register %s: %s".formatted(address, why));
    }

    @Override
    public void move(String address) {
      asked.add("move to " + address);
    }

    @Override
    public void retire(String address) {
      asked.add("retire " + address);
    }

    @Override
    public void lost(String node, String address, boolean member) {
      asked.add("lost %s at %s, %s".formatted(node, address, member ? "member" : "cut off"));
    }

    @Override
    public void found(String node, long silentMs) {
      asked.add("found %s after %d".formatted(node, silentMs));
    }
  }

  private List<String> asked() {
    List<String> since = List.copyOf(asked);
    asked.clear();
    return since;
  }

  /** A second in which the registration is there and the other node says nothing. */
  private void silentRound(Set<String> members) {
    round(members, Registration.THERE);
    hearing.silent("b", nowMs + Hearing.SILENCE_MS);
  }

  private void answeredRound(@Nullable String unheardAt) {
    round(TOGETHER, Registration.THERE);
    hearing.answered("b", unheardAt, nowMs);
  }

  private void round(Set<String> members, Registration registration) {
    nowMs += Hearing.EVERY_MS;
    hearing.beat(nowMs);
    hearing.looked(List.of(B), members, registration, nowMs);
  }

  /** So that the other one is known, and asked from the next beat on. */
  private void meet() {
    hearing.beat(nowMs);
    hearing.looked(List.of(B), TOGETHER, Registration.THERE, nowMs);
    asked();
  }

  @Test
  void shouldAskEveryLivingNodeWithEachBeat() {
    meet();
    hearing.beat(1_000);
    assertThat(asked()).containsExactly("look for at-a", "ask b at at-b");
    hearing.beat(2_000);
    assertThat(asked()).as("while both are under way").isEmpty();
    hearing.answered("b", null, 2_001);
    hearing.looked(List.of(), TOGETHER, Registration.THERE, 2_001);
    hearing.beat(3_000);
    assertThat(asked()).as("nobody lives").containsExactly("look for at-a");
  }

  @Test
  void shouldMissWhoKeepsSilentTwiceAndFindHimAgain() {
    meet();
    silentRound(TOGETHER);
    assertThat(hearing.unheardCount()).isZero();
    assertThat(hearing.unheardAt("b")).isNull();
    silentRound(TOGETHER);
    assertThat(hearing.unheardCount()).isEqualTo(1);
    assertThat(hearing.unheardAt("b")).isEqualTo("at-b");
    assertThat(asked()).contains("lost b at at-b, member");
    answeredRound(null);
    assertThat(asked()).contains("found b after 2000");
    assertThat(hearing.unheardCount()).isZero();
    assertThat(hearing.unheardAt("b")).isNull();
  }

  @Test
  void shouldKnowWhoIsOutOfReachOnceHeMustHaveRenewedHisLease() {
    meet();
    for (int round = 0; round < 6; round++) {
      silentRound(CUT);
      assertThat(hearing.isOutOfReach("at-b")).as("round " + round).isEqualTo(round == 5);
    }
    round(CUT, Registration.THERE);
    assertThat(hearing.isOutOfReach("at-b")).isTrue();
    hearing.answered("b", null, nowMs);
    assertThat(hearing.isOutOfReach("at-b")).isFalse();
  }

  @Test
  void shouldNotSayThatADeadNodeIsOutOfReach() {
    meet();
    silentRound(CUT);
    silentRound(CUT);
    nowMs += 10 * LEASE_MS;
    hearing.looked(List.of(), CUT, Registration.THERE, nowMs);
    assertThat(hearing.isOutOfReach("at-b")).isFalse();
    assertThat(hearing.unheardCount()).isZero();
    hearing.silent("b", nowMs);
    assertThat(hearing.unheardCount()).isZero();
  }

  @Test
  void shouldClaimNothingWhenItCannotReadWhoLives() {
    meet();
    for (int round = 0; round < 5; round++) {
      silentRound(CUT);
    }
    hearing.beat(nowMs + 1_000);
    hearing.lookFailed();
    assertThat(hearing.isOutOfReach("at-b")).isFalse();
  }

  @Test
  void shouldRepairNothingInACut() {
    meet();
    for (int round = 0; round < 5 * Hearing.MUTUAL_ROUNDS; round++) {
      silentRound(CUT);
    }
    silentRound(TOGETHER);
    assertThat(asked()).noneMatch(effect -> effect.startsWith("register"));
  }

  @Test
  void shouldRegisterAnewAfterLongSilenceOfAMember() {
    meet();
    for (int round = 0; round < Hearing.MUTUAL_ROUNDS; round++) {
      silentRound(TOGETHER);
    }
    assertThat(asked()).noneMatch(effect -> effect.startsWith("register"));
    round(TOGETHER, Registration.THERE);
    assertThat(asked()).contains("register at-a.1: node b of the same cluster keeps silent");
  }

  @Test
  void shouldRegisterAnewWhenAnotherKeepsComplaining() {
    meet();
    answeredRound("at-a");
    answeredRound("at-a");
    answeredRound(null);
    answeredRound("at-a");
    answeredRound("at-a");
    assertThat(asked()).noneMatch(effect -> effect.startsWith("register"));
    answeredRound("at-a");
    assertThat(asked()).contains("register at-a.1: node b does not hear it");
    hearing.registered("at-a.1", nowMs);
    assertThat(asked()).containsExactly("move to at-a.1");
    for (int round = 0; round < 5; round++) {
      answeredRound("at-a");
    }
    assertThat(asked())
        .as("of the old address")
        .noneMatch(effect -> effect.startsWith("register"))
        .contains("look for at-a.1");
  }

  @Test
  void shouldRegisterAnewWhenItsRegistrationIsGoneForTwoLooks() {
    meet();
    round(TOGETHER, Registration.LOST);
    round(TOGETHER, Registration.UNKNOWN);
    round(TOGETHER, Registration.LOST);
    assertThat(asked()).noneMatch(effect -> effect.startsWith("register"));
    round(TOGETHER, Registration.LOST);
    assertThat(asked()).contains("register at-a.1: its registration is gone");
  }

  @Test
  void shouldListenAtTheOldAddressForAWhile() {
    meet();
    round(TOGETHER, Registration.LOST);
    round(TOGETHER, Registration.LOST);
    hearing.registered("at-a.1", nowMs);
    asked();
    hearing.beat(nowMs + Hearing.RETIRE_MS - 1);
    assertThat(asked()).doesNotContain("retire at-a");
    hearing.beat(nowMs + Hearing.RETIRE_MS);
    assertThat(asked()).contains("retire at-a");
  }

  @Test
  void shouldPauseLongerAfterEachRepairUntilAllIsWell() {
    meet();
    List<Long> repairedAtMs = new ArrayList<>();
    while (repairedAtMs.size() < 8) {
      round(TOGETHER, Registration.LOST);
      if (asked().stream().anyMatch(effect -> effect.startsWith("register"))) {
        repairedAtMs.add(nowMs);
        hearing.registerFailed();
      }
    }
    List<Long> pauses = new ArrayList<>();
    for (int n = 1; n < repairedAtMs.size(); n++) {
      pauses.add(repairedAtMs.get(n) - repairedAtMs.get(n - 1));
    }
    assertThat(pauses)
        .containsExactly(5_000L, 10_000L, 20_000L, 40_000L, 60_000L, 60_000L, 60_000L);
    nowMs += Hearing.LONGEST_PAUSE_MS;
    hearing.answered("b", null, nowMs);
    round(TOGETHER, Registration.THERE);
    round(TOGETHER, Registration.LOST);
    round(TOGETHER, Registration.LOST);
    assertThat(asked()).anyMatch(effect -> effect.startsWith("register"));
    hearing.registerFailed();
    long wellMs = nowMs;
    while (asked().stream().noneMatch(effect -> effect.startsWith("register"))) {
      round(TOGETHER, Registration.LOST);
    }
    assertThat(nowMs - wellMs).isEqualTo(Hearing.SHORTEST_PAUSE_MS);
  }

  @Test
  void shouldAskARepairedNodeAtItsNewAddress() {
    meet();
    for (int round = 0; round < 4; round++) {
      silentRound(TOGETHER);
    }
    hearing.beat(nowMs + 1_000);
    hearing.silent("b", nowMs + 1_900);
    hearing.looked(
        List.of(new Neighbour("b", "at-b.1")), TOGETHER, Registration.THERE, nowMs + 1_950);
    asked();
    hearing.beat(nowMs + 2_000);
    assertThat(asked()).contains("ask b at at-b.1");
    assertThat(hearing.unheardAt("b")).as("it has kept no silence there").isNull();
  }
}
