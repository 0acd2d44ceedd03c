package io.tavolo.engine.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.tavolo.engine.RandomHistories;
import io.tavolo.engine.lane.Reply;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Requests whose attempts end in any way, any order and more than once. */
final class AskingHistoriesTest {
  private static final Reply[] REPLIES = {
    new Reply.NotOwner(),
    new Reply.NotOwner(),
    new Reply.Stored(true),
    new Reply.Unavailable(Reply.Reason.QUEUE_FULL),
    new Reply.Unavailable(Reply.Reason.DEADLINE)
  };

  @Test
  void shouldAnswerOnceAndNeverDenyWhatAnOwnerMayHaveDone() {
    RandomHistories.run(0.02, AskingHistoriesTest::history);
  }

  private static void history(SplittableRandom random, RandomHistories.Steps steps) {
    Way way = Way.ofQuestion();
    long nowMs = random.nextLong(Way.DEADLINE_MS);
    int attempts = 0;
    boolean mayBeDone = false;
    way.asking.begin(nowMs);
    while (answers(way) == 0) {
      nowMs += random.nextInt(1_500);
      way.heldHere = random.nextInt(3) == 0;
      way.address = random.nextInt(3) == 0 ? null : "b";
      boolean pausing = last(way) instanceof Way.Paused;
      int attempt = random.nextInt(4) == 0 ? random.nextInt(attempts + 1) : attempts;
      boolean counts = !pausing && attempt == attempts;
      int before = way.effects.size();
      int input = random.nextInt(20);
      steps.next("input " + input + " of attempt " + attempt + " at " + nowMs);
      if (input == 0) {
        way.asking.late();
        mayBeDone = true;
        counts = true;
      } else if (input == 1) {
        counts = last(way) instanceof Way.Sent && (way.heldHere || way.address == null);
        way.asking.routesChanged(nowMs);
        way.asking.routesChanged(nowMs + Asking.GRACE_MS);
        mayBeDone |= counts;
      } else if (input < 5) {
        way.asking.unanswered(attempt, nowMs);
        mayBeDone |= counts;
      } else if (input < 8) {
        way.asking.unheard(attempt, nowMs);
      } else if (input == 8) {
        way.asking.failed(attempt);
        mayBeDone |= counts;
      } else if (input < 13) {
        way.asking.pauseOver(nowMs);
        counts = pausing;
        attempts += pausing && nowMs < Way.DEADLINE_MS ? 1 : 0;
      } else {
        Reply reply = REPLIES[random.nextInt(REPLIES.length)];
        way.asking.answered(attempt, reply, nowMs);
        mayBeDone |= counts && reply instanceof Reply.NotOwner;
      }
      assertThat(way.effects).hasSize(before + (counts ? 1 : 0));
      assertThat(way.underWay.count()).isLessThanOrEqualTo(1);
    }
    Reply answer = ((Way.Answered) last(way)).reply();
    assertThat(answer).isNotInstanceOf(Reply.NotOwner.class);
    if (mayBeDone && answer instanceof Reply.Unavailable unavailable) {
      assertThat(unavailable.reason()).isEqualTo(Reply.Reason.UNKNOWN_OUTCOME);
    }
    for (int attempt = 0; attempt <= attempts; attempt++) {
      way.asking.answered(attempt, REPLIES[0], nowMs);
    }
    way.asking.pauseOver(nowMs);
    way.asking.late();
    assertThat(answers(way)).isEqualTo(1);
    assertThat(way.underWay.count()).isZero();
  }

  private static Way.Effect last(Way way) {
    return way.effects.get(way.effects.size() - 1);
  }

  private static long answers(Way way) {
    return way.effects.stream().filter(Way.Answered.class::isInstance).count();
  }
}
