package io.tavolo.engine.lane;

import static org.assertj.core.api.Assertions.assertThat;

import io.tavolo.engine.reservation.Event;
import io.tavolo.engine.reservation.Refusal;
import io.tavolo.engine.reservation.Reservation;
import io.tavolo.engine.reservation.Status;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DeadlinesTest {
  private final Deadlines deadlines = new Deadlines();

  private static Deadlines.Due due(int shard, long atMs) {
    return new Deadlines.Due(shard, 1, 2, atMs);
  }

  private static Reply done(@Nullable Reservation reservation) {
    return new Reply.Done(Event.Kind.EXPIRED, reservation, 2, "anna", "Europe/Rome", true, false);
  }

  private static Reservation with(Status status) {
    return new Reservation(2, status, 2, 0, 18, 0, List.of("T1"), "sala", false, 0, null, 1, 5, 0);
  }

  @Test
  void shouldTakeWhatHasComeEarliestFirstAndLeaveTheRest() {
    deadlines.add(due(1, 30));
    deadlines.add(due(1, 10));
    deadlines.add(due(2, 20));
    assertThat(deadlines.takeDue(9)).isEmpty();
    assertThat(deadlines.takeDue(20)).containsExactly(due(1, 10), due(2, 20));
    assertThat(deadlines.takeDue(29)).isEmpty();
    assertThat(deadlines.takeDue(30)).containsExactly(due(1, 30));
  }

  @Test
  void shouldForgetTheHoldsOfAShardThatIsGoneAndOfNoOther() {
    deadlines.add(due(1, 10));
    deadlines.add(due(2, 20));
    deadlines.dropShard(1);
    assertThat(deadlines.takeDue(100)).containsExactly(due(2, 20));
  }

  @Test
  void shouldTryAgainWhileTheHoldMayStillStand() {
    assertThat(Deadlines.mayStillStand(new Reply.Unavailable(Reply.Reason.DATABASE))).isTrue();
    assertThat(Deadlines.mayStillStand(new Reply.NotOwner())).isTrue();
    assertThat(Deadlines.mayStillStand(done(with(Status.HELD)))).isTrue();
  }

  @Test
  void shouldNotTryAgainOnceTheHoldIsKnownToBeOver() {
    assertThat(Deadlines.mayStillStand(done(with(Status.EXPIRED)))).isFalse();
    assertThat(Deadlines.mayStillStand(done(with(Status.CONFIRMED)))).isFalse();
    assertThat(Deadlines.mayStillStand(done(null))).isFalse();
    assertThat(
            Deadlines.mayStillStand(
                new Reply.Refused(Refusal.UNKNOWN_RESERVATION, "", List.of(), List.of())))
        .isFalse();
  }
}
