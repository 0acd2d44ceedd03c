package io.tavolo.engine.routing;

import static io.tavolo.engine.routing.Way.DEADLINE_MS;
import static org.assertj.core.api.Assertions.assertThat;

import io.tavolo.engine.lane.Reply;
import io.tavolo.engine.lane.Reply.Reason;
import io.tavolo.engine.reservation.Refusal;
import io.tavolo.engine.routing.Way.Answered;
import io.tavolo.engine.routing.Way.Paused;
import io.tavolo.engine.routing.Way.Sent;
import io.tavolo.engine.routing.Way.Submitted;
import java.util.List;
import org.junit.jupiter.api.Test;

final class AskingTest {
  private static final Reply STORED = new Reply.Stored(true);
  private static final Reply NOT_OWNER = new Reply.NotOwner();
  private final Way way = Way.ofQuestion();
  private final Asking asking = way.asking;

  private static Answered unavailable(Reason reason) {
    return new Answered(new Reply.Unavailable(reason));
  }

  @Test
  void shouldSubmitToTheLaneThatRunsHere() {
    way.heldHere = true;
    way.address = "elsewhere";
    asking.begin(0);
    assertThat(way.taken()).containsExactly(new Submitted(0, DEADLINE_MS));
    asking.answered(0, STORED, 3);
    assertThat(way.taken()).containsExactly(new Answered(STORED));
    assertThat(way.underWay.count()).isZero();
  }

  @Test
  void shouldSendToTheOwnerTheTimeThatRemains() {
    way.address = "b";
    asking.begin(4_000);
    assertThat(way.taken()).containsExactly(new Sent(0, "b", 6_000, 2_000));
    assertThat(way.underWay.count()).isEqualTo(1);
    asking.answered(0, STORED, 4_001);
    assertThat(way.taken()).containsExactly(new Answered(STORED));
    assertThat(way.underWay.count()).isZero();
  }

  @Test
  void shouldEndAtItsDeadlineRatherThanPauseForNothing() {
    way.address = "b";
    asking.begin(0);
    way.taken();
    asking.unheard(0, DEADLINE_MS);
    assertThat(way.taken()).containsExactly(unavailable(Reason.DEADLINE));
    assertThat(way.underWay.count()).isZero();
  }

  @Test
  void shouldWaitForNoAnswerBeyondTheDeadline() {
    way.address = "b";
    asking.begin(9_200);
    assertThat(way.taken()).containsExactly(new Sent(0, "b", 800, 800));
  }

  @Test
  void shouldAskAgainWhileNobodyIsKnown() {
    asking.begin(0);
    assertThat(way.taken()).containsExactly(new Paused(0, DEADLINE_MS));
    asking.pauseOver(5);
    assertThat(way.taken()).containsExactly(new Paused(1, DEADLINE_MS - 5));
    way.heldHere = true;
    asking.pauseOver(15);
    assertThat(way.taken()).containsExactly(new Submitted(2, DEADLINE_MS));
  }

  @Test
  void shouldSayThatNothingWasDoneWhenNobodyWasAskedUntilTheDeadline() {
    asking.begin(0);
    asking.pauseOver(DEADLINE_MS);
    assertThat(way.taken())
        .containsExactly(new Paused(0, DEADLINE_MS), unavailable(Reason.DEADLINE));
  }

  @Test
  void shouldSayThatNothingWasDoneWhenNobodyListened() {
    way.address = "b";
    asking.begin(0);
    asking.unheard(0, 1);
    assertThat(way.underWay.count()).isZero();
    asking.pauseOver(DEADLINE_MS);
    assertThat(way.taken()).endsWith(unavailable(Reason.DEADLINE));
  }

  @Test
  void shouldAskTheNewOwnerWhenTheOldOneGivesItBack() {
    way.heldHere = true;
    asking.begin(0);
    way.heldHere = false;
    way.address = "b";
    asking.answered(0, NOT_OWNER, 2);
    asking.pauseOver(6);
    assertThat(way.taken())
        .containsExactly(
            new Submitted(0, DEADLINE_MS),
            new Paused(0, DEADLINE_MS - 2),
            new Sent(1, "b", DEADLINE_MS - 6, 2_000));
  }

  @Test
  void shouldSayAtOnceThatTheOwnerIsOutOfReach() {
    way.address = "b";
    way.outOfReach = true;
    asking.begin(0);
    assertThat(way.taken()).containsExactly(unavailable(Reason.UNREACHABLE));
    assertThat(way.underWay.count()).isZero();
  }

  @Test
  void shouldNotSayThatNothingWasDoneOnceTheOwnerIsOutOfReachAfterSilence() {
    way.address = "b";
    asking.begin(0);
    asking.unanswered(0, 2_000);
    way.outOfReach = true;
    asking.pauseOver(2_005);
    assertThat(way.taken()).endsWith(unavailable(Reason.UNKNOWN_OUTCOME));
  }

  @Test
  void shouldSubmitWhatIsHeldHereThoughTheAddressIsOutOfReach() {
    way.heldHere = true;
    way.outOfReach = true;
    asking.begin(0);
    assertThat(way.taken()).containsExactly(new Submitted(0, DEADLINE_MS));
  }

  @Test
  void shouldNotSayThatNothingWasDoneOfWhatAnOwnerGaveBack() {
    way.heldHere = true;
    asking.begin(0);
    asking.answered(0, NOT_OWNER, 2);
    asking.pauseOver(6);
    asking.answered(1, new Reply.Unavailable(Reason.DATABASE), 9);
    assertThat(way.taken()).endsWith(unavailable(Reason.UNKNOWN_OUTCOME));
  }

  @Test
  void shouldNotSayThatNothingWasDoneAfterSilence() {
    way.address = "b";
    asking.begin(0);
    asking.unanswered(0, 2_000);
    way.address = null;
    asking.pauseOver(2_005);
    asking.pauseOver(DEADLINE_MS);
    assertThat(way.taken()).endsWith(unavailable(Reason.UNKNOWN_OUTCOME));
  }

  @Test
  void shouldNotSayThatNothingWasDoneWhenThereIsNoRoomForAnotherAttempt() {
    way.address = "b";
    asking.begin(0);
    asking.unanswered(0, 2_000);
    way.underWay.enter("b");
    way.underWay.enter("b");
    asking.pauseOver(2_005);
    assertThat(way.taken()).endsWith(unavailable(Reason.UNKNOWN_OUTCOME));
  }

  @Test
  void shouldPassOnWhatTheOnlyOwnerAskedSaysOfItself() {
    way.address = "b";
    asking.begin(0);
    asking.answered(0, new Reply.Unavailable(Reason.QUEUE_FULL), 9);
    assertThat(way.taken()).endsWith(unavailable(Reason.QUEUE_FULL));
  }

  @Test
  void shouldNotKnowTheOutcomeWhenTheAnswerCannotBeRead() {
    way.address = "b";
    asking.begin(0);
    asking.failed(0);
    assertThat(way.taken()).endsWith(unavailable(Reason.UNKNOWN_OUTCOME));
    assertThat(way.underWay.count()).isZero();
  }

  @Test
  void shouldRefuseToSendMoreThanTheBound() {
    way.underWay.enter("b");
    way.underWay.enter("b");
    way.address = "b";
    asking.begin(0);
    assertThat(way.taken()).containsExactly(unavailable(Reason.QUEUE_FULL));
    assertThat(way.underWay.count()).isEqualTo(2);
    way.underWay.leave("b");
    assertThat(way.underWay.enter("b")).isTrue();
  }

  @Test
  void shouldIgnoreWhatAnEarlierAttemptBrings() {
    way.address = "b";
    asking.begin(0);
    asking.unanswered(0, 2_000);
    asking.answered(0, STORED, 2_001);
    asking.pauseOver(2_005);
    way.taken();
    asking.answered(0, NOT_OWNER, 2_006);
    asking.unanswered(0, 2_006);
    asking.failed(0);
    assertThat(way.taken()).isEmpty();
    assertThat(way.underWay.count()).isEqualTo(1);
    asking.answered(1, STORED, 2_007);
    assertThat(way.taken()).containsExactly(new Answered(STORED));
    assertThat(way.underWay.count()).isZero();
  }

  @Test
  void shouldAnswerTheCallerWhoWaitsNoLonger() {
    way.heldHere = true;
    asking.begin(0);
    asking.late();
    assertThat(way.taken()).endsWith(unavailable(Reason.UNKNOWN_OUTCOME));
    asking.answered(0, STORED, DEADLINE_MS + 600);
    asking.late();
    assertThat(way.taken()).isEmpty();
  }

  @Test
  void shouldCountWhatWasSentUntilItIsAnsweredAlthoughNobodyWaits() {
    way.address = "b";
    asking.begin(0);
    asking.late();
    assertThat(way.underWay.count()).isEqualTo(1);
    asking.unanswered(0, DEADLINE_MS + 600);
    assertThat(way.underWay.count()).isZero();
  }

  @Test
  void shouldEndNoPauseAfterTheEnd() {
    asking.begin(0);
    asking.late();
    way.taken();
    asking.pauseOver(5);
    assertThat(way.taken()).isEmpty();
  }

  @Test
  void shouldAskTheNewOwnerRatherThanSitOutTheSilenceOfTheOld() {
    way.address = "b";
    asking.begin(0);
    way.address = "c";
    asking.routesChanged(800);
    asking.routesChanged(899);
    assertThat(way.taken()).as("it may answer yet").hasSize(1);
    asking.routesChanged(900);
    asking.pauseOver(905);
    assertThat(way.taken())
        .containsExactly(
            new Paused(0, DEADLINE_MS - 900), new Sent(1, "c", DEADLINE_MS - 905, 2_000));
    asking.answered(0, STORED, 906);
    assertThat(way.taken()).as("of the old one").isEmpty();
    asking.answered(1, STORED, 907);
    assertThat(way.taken()).containsExactly(new Answered(STORED));
    assertThat(way.underWay.count()).isZero();
  }

  @Test
  void shouldAskHereWhenTheShardHasComeHere() {
    way.address = "b";
    asking.begin(0);
    way.heldHere = true;
    asking.routesChanged(800);
    asking.routesChanged(900);
    asking.pauseOver(905);
    assertThat(way.taken()).endsWith(new Submitted(1, DEADLINE_MS));
  }

  @Test
  void shouldWaitForTheOwnerWhoIsTheSame() {
    way.address = "b";
    asking.begin(0);
    asking.routesChanged(900);
    assertThat(way.taken()).hasSize(1);
    asking.answered(0, STORED, 905);
    asking.routesChanged(906);
    assertThat(way.taken()).containsExactly(new Answered(STORED));
  }

  @Test
  void shouldWaitForTheOwnerWhoIsReachedElsewhereFromNowOn() {
    way.address = "b";
    way.owner = "the-same";
    asking.begin(0);
    way.address = "b.1";
    asking.routesChanged(800);
    asking.routesChanged(900);
    assertThat(way.taken()).hasSize(1);
  }

  @Test
  void shouldCountTheGraceFromTheNewestChange() {
    way.address = "b";
    asking.begin(0);
    way.address = "c";
    asking.routesChanged(800);
    way.address = "b";
    asking.routesChanged(850);
    way.address = "d";
    asking.routesChanged(880);
    asking.routesChanged(950);
    assertThat(way.taken()).hasSize(1);
  }

  @Test
  void shouldWaitForALaneHereWhoeverElseHasTheShard() {
    way.heldHere = true;
    asking.begin(0);
    way.heldHere = false;
    way.address = "b";
    asking.routesChanged(900);
    assertThat(way.taken()).hasSize(1);
  }

  @Test
  void shouldStillReachTheLivingWhenNothingMoreGoesToOneThatIsGone() {
    way.underWay.enter("gone");
    way.underWay.enter("gone");
    way.address = "b";
    asking.begin(0);
    assertThat(way.taken()).hasOnlyElementsOfType(Sent.class);
    assertThat(way.underWay.count()).isEqualTo(3);
  }

  private static Reply afterSilence(Way way, Refusal refusal) {
    way.address = "b";
    way.asking.begin(0);
    way.asking.unanswered(0, 2_000);
    return refused(way, refusal);
  }

  private static Reply afterHandover(Way way, Refusal refusal) {
    way.address = "b";
    way.asking.begin(0);
    way.asking.answered(0, NOT_OWNER, 2_000);
    return refused(way, refusal);
  }

  private static Reply refused(Way way, Refusal refusal) {
    way.asking.pauseOver(2_005);
    Reply refused = new Reply.Refused(refusal, "Europe/Rome", List.of(), List.of());
    way.asking.answered(1, refused, 2_010);
    return ((Answered) way.taken().get(3)).reply();
  }

  @Test
  void shouldNotPassOnARefusalThatALateAttemptCouldOverturn() {
    Reply unknown = new Reply.Unavailable(Reason.UNKNOWN_OUTCOME);
    assertThat(afterSilence(Way.ofCommand(false), Refusal.NO_TABLE)).isEqualTo(unknown);
    assertThat(afterSilence(Way.ofCommand(false), Refusal.UNKNOWN_AREA)).isEqualTo(unknown);
    assertThat(afterSilence(Way.ofCommand(true), Refusal.UNKNOWN_AREA)).isEqualTo(unknown);
  }

  @Test
  void shouldPassOnARefusalThatIsKeptWithTheCallersKey() {
    assertThat(afterSilence(Way.ofCommand(true), Refusal.NO_TABLE))
        .isInstanceOf(Reply.Refused.class);
  }

  @Test
  void shouldPassOnARefusalWhenNoAttemptIsStillOnItsWay() {
    assertThat(afterHandover(Way.ofCommand(false), Refusal.NO_TABLE))
        .isInstanceOf(Reply.Refused.class);
    assertThat(afterSilence(Way.ofQuestion(), Refusal.UNKNOWN_RESTAURANT))
        .isInstanceOf(Reply.Refused.class);
  }
}
