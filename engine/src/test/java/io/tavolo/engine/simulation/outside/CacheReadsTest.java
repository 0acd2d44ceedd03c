package io.tavolo.engine.simulation.outside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tavolo.engine.availability.DaySnapshot;
import io.tavolo.engine.id.RestaurantNumber;
import io.tavolo.engine.lane.Batch.JournalRow;
import io.tavolo.engine.lane.CommandKey;
import io.tavolo.engine.reservation.Event;
import io.tavolo.engine.reservation.Floor;
import io.tavolo.engine.reservation.House;
import io.tavolo.engine.reservation.RestaurantState;
import io.tavolo.engine.restaurant.Policies;
import io.tavolo.engine.restaurant.Restaurant;
import io.tavolo.engine.simulation.check.Violation;
import java.util.List;
import java.util.Objects;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

final class CacheReadsTest {
  private static final String ID = "da-anna";
  private static final long ANNA = RestaurantNumber.of(ID);
  private static final Restaurant FIRST = House.named(ID);

  private final CacheReads reads = new CacheReads(1, List.of(FIRST), 100);
  private final RestaurantState state = new RestaurantState();
  private long seq;

  CacheReadsTest() {
    state.restore(FIRST, List.of());
  }

  private static void assertViolation(ThrowingCallable what, String text) {
    assertThatThrownBy(what)
        .isInstanceOfSatisfying(
            Violation.class, violation -> assertThat(violation.letter()).isEqualTo('G'))
        .hasMessageContaining(text);
  }

  /** Decides that the house takes parties of {@code most} at most, which changes every day. */
  private JournalRow decide(int most) {
    Event event = new Event.PoliciesChanged(new Policies(30, 60, 1, most, 300, 60, true));
    state.evolve(event);
    return new JournalRow(0, ++seq, ANNA, ID, House.NOW_MS, event, new CommandKey(1, 2, 3, false));
  }

  private void commit(int most, long epoch) {
    reads.committed(decide(most), epoch);
  }

  private DaySnapshot day(long epoch, long atSeq) {
    Floor floor = Objects.requireNonNull(state.floor());
    return DaySnapshot.of(floor, House.NOW_DAY, epoch, atSeq);
  }

  private void serve(DaySnapshot day, long life) {
    reads.served(reads.began(ANNA, House.NOW_DAY), new Cache.Entry(day, life));
  }

  @Test
  void shouldBeContentWithWhatIsCommitted() {
    serve(day(1, 0), 1);
    commit(5, 1);
    serve(day(1, 1), 1);
    commit(4, 1);
    serve(day(1, 2), 1);
    serve(day(2, 2), 1);
    commit(3, 2);
    serve(day(2, 3), 1);
    reads.atRest(ANNA, new Cache.Entry(day(2, 3), 1), House.NOW_MS);
    reads.finish(House.NOW_MS);
  }

  @Test
  void shouldCatchAReadThatGoesBack() {
    DaySnapshot older = day(1, 4);
    serve(day(1, 5), 1);
    assertViolation(() -> serve(older, 1), "as of 1/4, after it was shown as of 1/5");
  }

  @Test
  void shouldCatchAReadThatGoesBackToAnEarlierEpoch() {
    serve(day(2, 5), 1);
    assertViolation(() -> serve(day(1, 6), 1), "as of 1/6, after it was shown as of 2/5");
  }

  @Test
  void shouldAllowReadsAtTheSameTimeInAnyOrder() {
    CacheReads.Reading first = reads.began(ANNA, House.NOW_DAY);
    CacheReads.Reading second = reads.began(ANNA, House.NOW_DAY);
    reads.served(second, new Cache.Entry(day(1, 5), 1));
    reads.served(first, new Cache.Entry(day(1, 4), 1));
    CacheReads.Reading third = reads.began(ANNA, House.NOW_DAY);
    assertViolation(() -> reads.served(third, new Cache.Entry(day(1, 4), 1)), "as of 1/5");
  }

  @Test
  void shouldAllowAnOlderDayOnceTheEntryIsGone() {
    serve(day(2, 5), 1);
    serve(day(1, 4), 2);
    assertViolation(() -> serve(day(2, 6), 1), "after it was shown as of 1/4");
  }

  @Test
  void shouldCatchTwoDaysUnderOneStamp() {
    DaySnapshot before = day(1, 5);
    decide(5);
    serve(before, 1);
    assertViolation(() -> serve(day(1, 5), 1), "shown in two ways as of 1/5");
  }

  @Test
  void shouldCatchADayThatIsNotWhatWasCommittedUnderItsStamp() {
    DaySnapshot before = day(1, 1);
    commit(1, 1);
    serve(before, 1);
    assertViolation(() -> reads.finish(House.NOW_MS), "as of 1/1: shown is");
  }

  @Test
  void shouldSayNothingOfWhatWasDecidedAndNeverCommitted() {
    decide(1);
    serve(day(1, 1), 1);
    serve(day(1, 2), 1);
    seq = 0;
    commit(5, 2);
    reads.finish(House.NOW_MS);
  }

  @Test
  void shouldCatchADayThatStaysBehindAtRest() {
    DaySnapshot before = day(1, 0);
    commit(1, 1);
    assertViolation(
        () -> reads.atRest(ANNA, new Cache.Entry(before, 1), House.NOW_MS), "at rest: shown is");
  }

  @Test
  void shouldCatchARestaurantThatWasNeverCreated() {
    CacheReads empty = new CacheReads(1, List.of(), 100);
    assertViolation(
        () -> empty.atRest(ANNA, new Cache.Entry(day(1, 0), 1), House.NOW_MS), "never created");
  }

  @Test
  void shouldHoldSomeOfManyStampsAgainstTheJournalWhereverTheyCame() {
    int caughtLate = 0;
    for (int wrong = 1; wrong <= 20; wrong++) {
      CacheReads few = new CacheReads(1, List.of(FIRST), 10);
      CacheReadsTest other = new CacheReadsTest();
      for (int i = 1; i <= 20; i++) {
        DaySnapshot before = other.day(1, i);
        few.committed(other.decide(1 + i % 5), 1);
        DaySnapshot shown = i == wrong ? before : other.day(1, i);
        few.served(few.began(ANNA, House.NOW_DAY), new Cache.Entry(shown, 1));
      }
      try {
        few.finish(House.NOW_MS);
      } catch (Violation caught) {
        caughtLate += wrong > 10 ? 1 : 0;
      }
    }
    assertThat(caughtLate).isBetween(1, 9);
  }
}
