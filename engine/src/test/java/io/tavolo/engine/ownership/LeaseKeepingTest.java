package io.tavolo.engine.ownership;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LeaseKeepingTest {
  private static final long WALL_MS = 1_800_000_000_000L;
  private static final long FAR_MS = 60_005;

  /** Of which 980 ms count. */
  private final Lease lease = new Lease(1_000);

  private final List<String> asked = new ArrayList<>();
  private final LeaseKeeping keeping =
      new LeaseKeeping(
          lease,
          new LeaseEffects() {
            @Override
            public void register() {
              asked.add("register");
            }

            @Override
            public void renew() {
              asked.add("renew");
            }

            @Override
            public void readClock() {
              asked.add("read clock");
            }

            @Override
            public void dropAll(String why) {
              asked.add("drop all: " + why);
            }

            @Override
            public void unregister() {
              asked.add("unregister");
            }
          });

  @Test
  void shouldRegisterAndThenRenewWithEveryBeat() {
    hold();
    keeping.beat(200);
    keeping.renewed(230);
    assertThat(asked()).containsExactly("renew");
    assertThat(lease.untilMs()).as("counted from when it was sent").isEqualTo(1_180);
    assertThat(keeping.beatEveryMs()).isEqualTo(200);
  }

  @Test
  void shouldNotAskAgainWhileAnAnswerIsOutstanding() {
    hold();
    keeping.beat(200);
    keeping.beat(400);
    assertThat(asked()).containsExactly("renew");
    keeping.renewFailed();
    keeping.beat(600);
    assertThat(asked()).containsExactly("renew");
  }

  @Test
  void shouldTryToRegisterAgainAfterAFailure() {
    keeping.beat(0);
    keeping.registerFailed();
    keeping.beat(200);
    assertThat(asked()).containsExactly("register", "register");
    assertThat(lease.isValid(200)).isFalse();
  }

  @Test
  void shouldLoseTheLeaseWhenNoRenewalIsAnsweredInTime() {
    hold();
    keeping.beat(200);
    keeping.beat(979);
    assertThat(asked()).containsExactly("renew");
    keeping.beat(980);
    assertThat(asked()).containsExactly("drop all: no renewal was answered in time");
  }

  @Test
  void shouldLoseTheLeaseWhenPostgresSawItLapse() {
    hold();
    keeping.beat(200);
    keeping.lapsed();
    assertThat(asked()).containsExactly("renew", "drop all: Postgres saw it lapse");
    assertThat(lease.isValid(210)).isFalse();
  }

  @Test
  void shouldNotCountARenewalThatIsAnsweredPastTheLeaseBeforeIt() {
    hold();
    keeping.beat(900);
    asked();
    keeping.renewed(980);
    assertThat(asked()).containsExactly("drop all: a renewal was answered too late");
    assertThat(lease.isValid(980)).isFalse();
  }

  @Test
  void shouldIgnoreARenewalThatIsAnsweredAfterTheLeaseWasLost() {
    hold();
    keeping.beat(900);
    keeping.beat(1_000);
    keeping.renewed(1_001);
    assertThat(lease.isValid(1_001)).isFalse();
    assertThat(asked()).containsExactly("renew", "drop all: no renewal was answered in time");
  }

  @Test
  void shouldRegisterAnewOnlyWhenEverythingIsDropped() {
    hold();
    keeping.beat(1_000);
    keeping.beat(1_200);
    assertThat(asked()).containsExactly("drop all: no renewal was answered in time");
    keeping.allDropped();
    keeping.beat(1_400);
    assertThat(asked()).containsExactly("register");
    keeping.registered(1_410);
    assertThat(lease.untilMs()).isEqualTo(2_380);
  }

  @Test
  void shouldNotHoldALeaseWhoseRegistrationTookLongerThanItLasts() {
    keeping.beat(0);
    keeping.registered(980);
    keeping.beat(1_000);
    assertThat(asked()).containsExactly("register", "register");
  }

  @Test
  void shouldLoseTheLeaseWhileItsClockIsWrong() {
    hold();
    compareClocks(WALL_MS + FAR_MS);
    assertThat(asked())
        .containsExactly(
            "read clock",
            "drop all: this machine's clock is 60 s behind Postgres's"
                + " (expected: at most 10 s apart)");
    keeping.allDropped();
    keeping.beat(200);
    assertThat(asked()).isEmpty();
    compareClocks(WALL_MS);
    keeping.beat(400);
    assertThat(asked()).containsExactly("read clock", "register");
  }

  @Test
  void shouldNotHoldALeaseThatWasAskedForBeforeItsClockWasFoundWrong() {
    keeping.beat(0);
    compareClocks(WALL_MS - FAR_MS);
    keeping.registered(10);
    assertThat(lease.isValid(10)).isFalse();
  }

  @Test
  void shouldCompareClocksOnceAtATimeAndKeepTheLeaseWhenItCannot() {
    hold();
    keeping.compareClocks(WALL_MS);
    keeping.compareClocks(WALL_MS + 1_000);
    assertThat(asked()).containsExactly("read clock");
    keeping.clockFailed();
    keeping.compareClocks(WALL_MS + 2_000);
    assertThat(asked()).containsExactly("read clock");
    assertThat(lease.isValid(979)).isTrue();
  }

  @Test
  void shouldGiveTheLeaseUpAndIgnoreWhatIsStillAnswered() {
    hold();
    keeping.beat(200);
    keeping.stop();
    keeping.renewed(210);
    keeping.beat(400);
    keeping.compareClocks(WALL_MS);
    assertThat(asked()).containsExactly("renew", "unregister");
    assertThat(lease.isValid(210)).isFalse();
  }

  @Test
  void shouldNotHoldALeaseThatIsGrantedAfterItStopped() {
    keeping.beat(0);
    keeping.stop();
    keeping.registered(10);
    assertThat(lease.isValid(10)).isFalse();
  }

  /** A lease since 0. */
  private void hold() {
    keeping.beat(0);
    keeping.registered(10);
    assertThat(asked()).containsExactly("register");
    assertThat(lease.untilMs()).isEqualTo(980);
  }

  private void compareClocks(long theirsMs) {
    keeping.compareClocks(WALL_MS);
    keeping.clockRead(theirsMs, WALL_MS + 5);
  }

  /** What was asked for since this was called last. */
  private List<String> asked() {
    List<String> since = List.copyOf(asked);
    asked.clear();
    return since;
  }
}
