package io.tavolo.engine.lane;

import static io.tavolo.engine.reservation.House.book;
import static org.assertj.core.api.Assertions.assertThat;

import io.tavolo.engine.reservation.Command;
import io.tavolo.engine.reservation.Refusal;
import io.tavolo.engine.reservation.Status;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What a lane says rests on what it knows by then, and on nothing that may yet be undone. */
class LaneMemoryTest {
  private static final String EIGHT = "2026-11-20T20:00";

  private final LaneWorld world = new LaneWorld();

  @Test
  void shouldKnowBetterThanARowThatItAskedForBeforeTheReservationWasMade() {
    world.submit(new Command.Expire(1), CommandKey.NONE);
    world.settle();
    Object early = world.submit(new Command.Modify(7, 1, null, null, null, 0, true));
    world.submit(book(7, 2, EIGHT));
    world.commit();
    Object ended = world.submit(cancel(7));
    // The row that the first one asked for is read now, before the cancellation commits.
    world.reads();
    world.settle();
    assertThat(status(ended)).isEqualTo(Status.CANCELLED);
    assertThat(world.refused(early).refusal()).isEqualTo(Refusal.NOT_CHANGEABLE);
    assertThat(world.faults).isEmpty();
  }

  @Test
  void shouldFindAReservationThatIsMadeWhileItLooksForIt() {
    world.submit(new Command.Expire(1), CommandKey.NONE);
    world.settle();
    Object early = world.submit(cancel(7));
    world.submit(book(7, 2, EIGHT));
    // Not yet committed: no row is found.
    world.reads();
    world.settle();
    assertThat(status(early)).isEqualTo(Status.CANCELLED);
  }

  @Test
  void shouldOfferOnlyWhatIsFreeInTheStateThatARefusalRestsOn() {
    Object terrace = world.submit(book(1, 6, EIGHT));
    world.submit(book(2, 6, "2026-11-20T18:00"));
    world.settle();
    var offered = world.refused(world.submit(book(3, 6, EIGHT))).alternatives();
    world.submit(book(4, 1, EIGHT));
    Object refused = world.submit(book(5, 6, EIGHT));
    // Decided later, and not committed when the refusal is answered.
    world.submit(cancel(2));
    world.commit();
    assertThat(world.reply(terrace)).isInstanceOf(Reply.Done.class);
    assertThat(world.refused(refused).alternatives()).isEqualTo(offered);
  }

  private static Command.Cancel cancel(long reservation) {
    return new Command.Cancel(reservation, 0, true);
  }

  private Status status(Object ticket) {
    Reply.Done done = (Reply.Done) Objects.requireNonNull(world.reply(ticket));
    return Objects.requireNonNull(done.reservation()).status();
  }
}
