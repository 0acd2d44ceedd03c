package io.tavolo.engine.simulation.outside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tavolo.engine.simulation.check.Violation;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

final class PublishedTest {
  private static final long ANNA = 11;
  private static final long BRUNO = 12;

  private final Published published = new Published(2);

  private static void assertViolation(ThrowingCallable what, String text) {
    assertThatThrownBy(what)
        .isInstanceOfSatisfying(
            Violation.class, violation -> assertThat(violation.letter()).isEqualTo('F'))
        .hasMessageContaining(text);
  }

  @Test
  void shouldTakeEventsOfSeveralRestaurantsInAnyOrderAmongThem() {
    published.committed(0, 1, ANNA);
    published.committed(0, 2, BRUNO);
    published.committed(0, 3, ANNA);
    published.appended(0, 2, BRUNO);
    published.appended(0, 1, ANNA);
    assertThat(published.isWhole()).isFalse();
    published.appended(0, 3, ANNA);
    assertThat(published.isWhole()).isTrue();
    published.finish();
  }

  @Test
  void shouldTakeEventsThatComeAgain() {
    for (int seq = 1; seq <= 200; seq++) {
      published.committed(1, seq, ANNA);
      published.appended(1, seq, ANNA);
    }
    published.appended(1, 1, ANNA);
    published.appended(1, 200, ANNA);
    assertThat(published.repeats()).isEqualTo(2);
    published.finish();
  }

  @Test
  void shouldCatchWhatIsNotCommitted() {
    assertViolation(() -> published.appended(0, 1, ANNA), "0-1 of 11 was never committed");
  }

  @Test
  void shouldCatchWhatWasCommittedOfAnotherRestaurant() {
    published.committed(0, 1, BRUNO);
    assertViolation(() -> published.appended(0, 1, ANNA), "never committed");
  }

  @Test
  void shouldCatchWhatOvertookItsRestaurantsEventBefore() {
    published.committed(0, 1, ANNA);
    published.committed(0, 2, BRUNO);
    published.committed(0, 3, ANNA);
    assertViolation(() -> published.appended(0, 3, ANNA), "0-3 of 11 came before 0-1");
  }

  @Test
  void shouldCatchWhatNeverCame() {
    published.committed(0, 1, ANNA);
    published.committed(0, 2, BRUNO);
    published.appended(0, 2, BRUNO);
    assertViolation(published::finish, "0-1 of 11 never reached Kafka");
  }

  @Test
  void shouldCatchACursorThatPassesWhatIsNotThere() {
    published.committed(0, 1, ANNA);
    published.committed(0, 2, BRUNO);
    published.committed(0, 3, ANNA);
    published.appended(0, 1, ANNA);
    published.appended(0, 3, ANNA);
    published.cursor(0, 1);
    assertViolation(() -> published.cursor(0, 2), "the cursor of shard 0 is at 2");
  }

  @Test
  void shouldCatchEventsThatAreSaidToBeLostButAreNot() {
    published.committed(1, 1, ANNA);
    published.committed(1, 2, ANNA);
    published.forgotten(1, 1);
    assertViolation(() -> published.missing(1, 1, 2), "the journal has all after 1");
  }

  @Test
  void shouldNotAskForWhatTheJournalHasLost() {
    published.committed(1, 1, ANNA);
    published.committed(1, 2, ANNA);
    published.forgotten(1, 1);
    published.missing(1, 1, 1);
    published.appended(1, 2, ANNA);
    published.cursor(1, 2);
    published.finish();
  }
}
