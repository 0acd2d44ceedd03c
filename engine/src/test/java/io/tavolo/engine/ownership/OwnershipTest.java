package io.tavolo.engine.ownership;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Node A of two, with four shards. */
class OwnershipTest {
  private static final String A = "a";
  private static final String B = "b";
  private static final Set<String> BOTH = Set.of(A, B);
  private static final int SHARDS = 4;
  private static final long NOW_MS = 50;

  private final Lease lease = new Lease(1_000);
  private final Noted noted = new Noted();
  private final List<String> placement = new ArrayList<>(List.of(A, A, B, B));
  private final Ownership ownership = new Ownership(A, SHARDS, lease, placement::get, noted);

  @BeforeEach
  void holdLease() {
    lease.granted(0);
  }

  // ---------------------------------------------------------------- looking

  @Test
  void shouldTakeWhatIsDueToItAndTellLaneAndFollower() {
    ownership.wake(NOW_MS);
    ownership.looked(heads(null, null, null, null), BOTH);
    assertThat(noted.since()).containsExactly("look", "take [0, 1]");
    ownership.taken(List.of(new Taken(0, 1, 7), new Taken(1, 3, 9)));
    assertThat(noted.since())
        .containsExactly(
            "lane: own 0/1 at 7",
            "owned 0 at 7",
            "lane: own 1/3 at 9",
            "owned 1 at 9",
            "routes changed",
            "wake others");
    assertThat(ownership.heldCount()).isEqualTo(2);
    assertThat(ownership.hasItsShare()).isTrue();
    assertThat(ownership.view().get(1)).isEqualTo(new ShardView.Entry(1, A, null, 3, 9, true));
  }

  @Test
  void shouldNotHaveItsShareWhileAnotherLivesOnWhatIsPlacedHere() {
    ownership.wake(NOW_MS);
    ownership.looked(heads(null, B, B, B), BOTH);
    ownership.taken(List.of(new Taken(0, 2, 0)));
    assertThat(ownership.hasItsShare()).isFalse();
    assertThat(ownership.view().get(1)).isEqualTo(new ShardView.Entry(1, B, "at-b", 1, 0, false));
  }

  @Test
  void shouldLookOnceAtATimeAndAgainAfterAFailure() {
    ownership.wake(NOW_MS);
    ownership.wake(NOW_MS);
    assertThat(noted.since()).containsExactly("look");
    ownership.lookFailed();
    ownership.wake(NOW_MS);
    ownership.looked(heads(null, null, null, null), BOTH);
    ownership.wake(NOW_MS);
    assertThat(noted.since()).containsExactly("look in 1", "look", "take [0, 1]");
    ownership.takeFailed();
    ownership.wake(NOW_MS);
    ownership.looked(heads(B, B, B, B), BOTH);
    ownership.wake(NOW_MS);
    assertThat(noted.since()).containsExactly("look", "routes changed", "look");
  }

  @Test
  void shouldLookAgainForWhatItWasWokenForWhileItLooked() {
    ownership.wake(NOW_MS);
    ownership.wake(NOW_MS);
    ownership.looked(heads(B, B, B, B), BOTH);
    assertThat(noted.since()).containsExactly("look", "routes changed", "look in 1");
    ownership.lookIsDue(NOW_MS);
    ownership.looked(heads(B, B, B, B), BOTH);
    assertThat(noted.since()).as("nobody woke it since").containsExactly("look");
  }

  @Test
  void shouldTellOfNoOtherRoutesWhenALookFindsTheSame() {
    ownership.wake(NOW_MS);
    ownership.looked(heads(B, B, B, B), BOTH);
    ownership.wake(NOW_MS);
    ownership.looked(heads(B, B, B, B), BOTH);
    assertThat(noted.since()).containsExactly("look", "routes changed", "look");
  }

  @Test
  void shouldLookAtTheEndOfALeaseThatIsNotRenewed() {
    ownership.wake(NOW_MS);
    ownership.looked(List.of(left(2, 750), left(3, 1_000)), BOTH);
    assertThat(noted.since()).as("a quarter has run").containsExactly("look", "routes changed");
    ownership.wake(NOW_MS);
    ownership.looked(List.of(left(1, 600), left(2, 200), left(3, 749)), BOTH);
    assertThat(noted.since()).containsExactly("look", "routes changed", "look in 201");
    ownership.wake(NOW_MS);
    ownership.looked(List.of(left(1, 500), left(2, 100)), BOTH);
    assertThat(noted.since()).as("one is due").containsExactly("look");
    ownership.lookIsDue(NOW_MS);
    ownership.looked(List.of(left(2, 0)), Set.of(A));
    assertThat(noted.since()).containsExactly("look", "take [2]");
    ownership.taken(List.of());
    ownership.wake(NOW_MS);
    ownership.looked(List.of(left(2, 1)), BOTH);
    assertThat(noted.since()).containsExactly("look", "look in 2");
  }

  @Test
  void shouldNotLookEarlierForALeaseOnWhichNothingRests() {
    own(0);
    ownership.wake(NOW_MS);
    ownership.looked(List.of(left(0, 10), new Head(1, null, 1, 0, null, null, 0)), BOTH);
    assertThat(noted.since()).doesNotContain("look in 11");
  }

  @Test
  void shouldNotLookWithoutALease() {
    lease.lost();
    ownership.wake(NOW_MS);
    assertThat(noted.since()).isEmpty();
  }

  @Test
  void shouldOwnNothingThatWasAskedForBeforeTheLeaseWasLost() {
    ownership.wake(NOW_MS);
    ownership.loseAll();
    ownership.looked(heads(null, null, null, null), BOTH);
    assertThat(noted.since()).containsExactly("look");
    ownership.wake(NOW_MS);
    ownership.looked(heads(null, null, null, null), BOTH);
    ownership.loseAll();
    ownership.taken(List.of(new Taken(0, 1, 0)));
    assertThat(noted.since()).containsExactly("look", "take [0, 1]");
    assertThat(ownership.heldCount()).isZero();
  }

  @Test
  void shouldDropEverythingWithTheLease() {
    own(0, 1);
    ownership.loseAll();
    assertThat(noted.since())
        .containsExactly("lane: drop 0", "dropped 0", "lane: drop 1", "dropped 1");
    assertThat(ownership.heldCount()).isZero();
  }

  @Test
  void shouldTakeAnewWhatALaneWasShutOutOf() {
    own(0);
    ownership.lost(0, NOW_MS);
    assertThat(noted.since()).containsExactly("lane: drop 0", "dropped 0", "look");
    ownership.looked(heads(A, B, B, B), BOTH);
    assertThat(noted.since()).containsExactly("routes changed", "take [0]");
  }

  @Test
  void shouldDropWhatALookFindsUnderAHigherEpoch() {
    own(0, 1);
    ownership.wake(NOW_MS);
    ownership.looked(List.of(head(0, 2, A), head(1, 1, A), head(2, 1, B), head(3, 1, B)), BOTH);
    assertThat(noted.since())
        .containsExactly("look", "lane: drop 0", "dropped 0", "routes changed", "take [0]");
  }

  @Test
  void shouldGiveAwayWhatIsItsOwnInPostgresAndOnNoLaneHere() {
    ownership.wake(NOW_MS);
    ownership.looked(heads(B, B, A, B), BOTH);
    assertThat(noted.since()).containsExactly("look", "routes changed", "release 2/1 to b");
    ownership.releaseEnded();
    assertThat(noted.since()).containsExactly("wake others");
  }

  // ---------------------------------------------------------------- taking again

  @Test
  void shouldTakeAgainAndTellTheLaneWhatIsCommitted() {
    own(0, 1);
    ownership.takeAgain(0);
    ownership.takeAgain(1);
    assertThat(noted.since()).containsExactly("take again [0]");
    ownership.takenAgain(List.of(new Taken(0, 2, 5)));
    assertThat(noted.since())
        .containsExactly("lane: taken 0/2 at 5", "owned 0 at 5", "take again [1]");
    assertThat(ownership.view().epoch(0)).isEqualTo(2);
  }

  @Test
  void shouldDropWhatIsAnothersWhenTakingAgain() {
    own(0, 1);
    ownership.takeAgain(0);
    noted.since();
    ownership.takenAgain(List.of());
    assertThat(noted.since()).containsExactly("lane: drop 0", "dropped 0");
    assertThat(ownership.heldCount()).isEqualTo(1);
  }

  @Test
  void shouldTryAgainAfterLongerPausesUntilItIsKnown() {
    own(0, 1);
    ownership.takeAgain(0);
    ownership.takeAgainFailed();
    ownership.takeAgain(1);
    assertThat(noted.since()).containsExactly("take again [0]", "pause 0");
    ownership.pauseEnded();
    ownership.takeAgainFailed();
    assertThat(noted.since()).containsExactly("take again [0, 1]", "pause 1");
    ownership.pauseEnded();
    ownership.takenAgain(List.of(new Taken(0, 2, 0), new Taken(1, 2, 0)));
    noted.since();
    ownership.takeAgain(0);
    ownership.takeAgainFailed();
    assertThat(noted.since()).containsExactly("take again [0]", "pause 0");
  }

  @Test
  void shouldTakeNothingAgainThatIsNotHeld() {
    ownership.takeAgain(0);
    own(0);
    ownership.takeAgain(0);
    ownership.loseAll();
    noted.since();
    ownership.takeAgainFailed();
    ownership.pauseEnded();
    assertThat(noted.since()).containsExactly("pause 0");
  }

  @Test
  void shouldNotTakeAnAnswerForOneToALaterQuestion() {
    own(0);
    ownership.takeAgain(0);
    ownership.lost(0, NOW_MS);
    ownership.looked(heads(A, B, B, B), BOTH);
    ownership.taken(List.of(new Taken(0, 3, 5)));
    ownership.takeAgain(0);
    noted.since();
    ownership.takenAgain(List.of(new Taken(0, 2, 4)));
    assertThat(noted.since()).as("asked under the epoch before").containsExactly("take again [0]");
    ownership.takenAgain(List.of(new Taken(0, 4, 6)));
    assertThat(noted.since()).containsExactly("lane: taken 0/4 at 6", "owned 0 at 6");
  }

  @Test
  void shouldNotBeOvertakenByItsOwnTakingAgain() {
    own(0);
    ownership.takeAgain(0);
    ownership.wake(NOW_MS);
    ownership.looked(List.of(head(0, 2, A)), BOTH);
    ownership.takenAgain(List.of(new Taken(0, 2, 4)));
    assertThat(noted.since())
        .containsExactly(
            "take again [0]", "look", "routes changed", "lane: taken 0/2 at 4", "owned 0 at 4");
  }

  // ---------------------------------------------------------------- giving away

  @Test
  void shouldReleaseToTheSuccessorWhenTheLaneHasSettled() {
    own(0, 1);
    placement.set(0, B);
    ownership.wake(NOW_MS);
    ownership.looked(heads(A, A, B, B), BOTH);
    assertThat(noted.since()).containsExactly("look", "routes changed", "lane: leave 0");
    ownership.wake(NOW_MS);
    ownership.looked(heads(A, A, B, B), BOTH);
    assertThat(noted.since()).as("asked once").containsExactly("look");
    ownership.released(0);
    assertThat(noted.since()).containsExactly("lane: drop 0", "dropped 0", "release 0/1 to b");
    ownership.releaseEnded();
    assertThat(noted.since()).containsExactly("wake others");
    assertThat(ownership.heldCount()).isEqualTo(1);
  }

  @Test
  void shouldReleaseUnderTheEpochOfATakingAgain() {
    own(0);
    placement.set(0, B);
    ownership.wake(NOW_MS);
    ownership.looked(heads(A, B, B, B), BOTH);
    ownership.takeAgain(0);
    ownership.takenAgain(List.of(new Taken(0, 2, 4)));
    noted.since();
    ownership.released(0);
    assertThat(noted.since()).contains("release 0/2 to b");
  }

  @Test
  void shouldIgnoreALaneThatSettledBeforeItHeardOfTheLoss() {
    own(0);
    placement.set(0, B);
    ownership.wake(NOW_MS);
    ownership.looked(heads(A, B, B, B), BOTH);
    ownership.loseAll();
    placement.set(0, A);
    own(0);
    ownership.released(0);
    assertThat(noted.since()).isEmpty();
    assertThat(ownership.heldCount()).isEqualTo(1);
  }

  @Test
  void shouldDrainEverythingAndThenTakeNothing() {
    own(0, 1);
    ownership.drain();
    ownership.wake(NOW_MS);
    assertThat(noted.since()).containsExactly("say leaving");
    ownership.leavingSaid();
    assertThat(noted.since()).containsExactly("lane: leave 0", "lane: leave 1");
    ownership.released(1);
    ownership.released(0);
    ownership.releaseEnded();
    noted.since();
    assertThat(ownership.isDrained()).isFalse();
    ownership.releaseEnded();
    assertThat(noted.since()).containsExactly("wake others", "drained");
    assertThat(ownership.isDrained()).isTrue();
  }

  @Test
  void shouldBeDrainedAtOnceWhenNothingIsHeldAndSayItOnce() {
    ownership.drain();
    ownership.leavingSaid();
    ownership.loseAll();
    ownership.leavingSaid();
    assertThat(noted.since()).containsExactly("say leaving", "drained");
  }

  @Test
  void shouldOwnNothingThatWasAskedForBeforeItDrained() {
    ownership.wake(NOW_MS);
    ownership.looked(heads(null, null, B, B), BOTH);
    ownership.drain();
    ownership.taken(List.of(new Taken(0, 1, 0)));
    assertThat(ownership.heldCount()).isZero();
  }

  // ---------------------------------------------------------------- the world

  /** Takes the shards that are due here, under the epoch after that of the view. */
  private void own(int... shards) {
    ownership.wake(NOW_MS);
    @Nullable String[] owners = {B, B, B, B};
    List<Taken> taken = new ArrayList<>();
    for (int shard : shards) {
      owners[shard] = null;
      taken.add(new Taken(shard, ownership.view().epoch(shard) + 1, 0));
    }
    ownership.looked(
        List.of(
            head(0, ownership.view().epoch(0), owners[0]),
            head(1, ownership.view().epoch(1), owners[1]),
            head(2, ownership.view().epoch(2), owners[2]),
            head(3, ownership.view().epoch(3), owners[3])),
        BOTH);
    ownership.taken(taken);
    noted.since();
  }

  private static List<Head> heads(@Nullable String... owners) {
    List<Head> heads = new ArrayList<>();
    for (int shard = 0; shard < owners.length; shard++) {
      heads.add(head(shard, 1, owners[shard]));
    }
    return heads;
  }

  /** Another's, whose lease has so long to run. */
  private static Head left(int shard, long ms) {
    return new Head(shard, B, 1, 0, null, "at-b", ms);
  }

  private static Head head(int shard, long epoch, @Nullable String owner) {
    return new Head(
        shard,
        owner,
        epoch,
        0,
        null,
        owner == null ? null : "at-" + owner,
        owner == null ? 0 : 1_000);
  }
}
