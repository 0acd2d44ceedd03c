package io.tavolo.engine.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class InterestTest {
  private static final int ALL = 1_000;
  private final Interest interest = new Interest(3);

  private List<Integer> changedDays() {
    return interest.takeChanged(ALL).stream().map(day -> day.serviceDay).toList();
  }

  @Test
  void shouldTellADayThatIsReadForTheFirstTimeAndEachTimeItIsReadAnew() {
    assertThat(interest.isQuiet()).isTrue();
    interest.read(7, 100, 1, 0);
    assertThat(interest.isQuiet()).isFalse();
    assertThat(changedDays()).containsExactly(100);
    assertThat(interest.isQuiet()).isTrue();
    interest.read(7, 100, 1, 0);
    interest.read(7, 100, 1, 0);
    assertThat(changedDays()).containsExactly(100);
  }

  @Test
  void shouldTellTheDateThatChangedAndItsNeighboursOnce() {
    Interest wide = new Interest(10);
    for (int day = 98; day <= 102; day++) {
      wide.read(7, day, 1, 0);
    }
    wide.read(8, 100, 1, 0);
    wide.takeChanged(ALL);
    wide.changed(7, 100);
    wide.changed(7, 100);
    wide.changed(9, 100);
    assertThat(wide.takeChanged(ALL))
        .allMatch(day -> day.restaurant == 7)
        .extracting(day -> day.serviceDay)
        .containsExactlyInAnyOrder(99, 100, 101);
  }

  @Test
  void shouldTellEveryDayOfARestaurantWhoseDefinitionChanged() {
    interest.read(7, 100, 1, 0);
    interest.read(7, 200, 1, 0);
    interest.read(8, 300, 1, 0);
    interest.takeChanged(ALL);
    interest.changed(7);
    interest.changed(9);
    assertThat(changedDays()).containsExactlyInAnyOrder(100, 200);
  }

  @Test
  void shouldTellNoMoreAtOnceThanItIsAskedForAndTheRestNextTime() {
    interest.read(7, 100, 1, 0);
    interest.read(7, 200, 1, 0);
    interest.read(7, 300, 1, 0);
    assertThat(interest.takeChanged(2)).hasSize(2);
    assertThat(interest.takeChanged(2)).hasSize(1);
  }

  @Test
  void shouldPassOverWhatIsReadBeyondItsBound() {
    for (int day = 1; day <= 4; day++) {
      interest.read(7, day, 1, 0);
    }
    assertThat(changedDays()).containsExactly(1, 2, 3);
    interest.read(7, 3, 1, 0);
    assertThat(changedDays()).containsExactly(3);
  }

  @Test
  void shouldForgetADayThatNobodyHasReadForAWhileAndMakeRoom() {
    interest.read(7, 100, 1, 0);
    interest.read(7, 200, 1, 500);
    interest.read(8, 300, 1, 0);
    interest.takeChanged(ALL);
    interest.expire(Interest.LASTS_MS - 1);
    interest.changed(8, 300);
    assertThat(changedDays()).containsExactly(300);
    interest.expire(Interest.LASTS_MS);
    interest.changed(8, 300);
    interest.changed(7);
    assertThat(changedDays()).containsExactly(200);
    interest.read(7, 400, 1, 0);
    interest.read(7, 500, 1, 0);
    interest.read(7, 600, 1, 0);
    assertThat(changedDays()).containsExactly(400, 500);
  }

  @Test
  void shouldKeepADayThatIsReadAgainAndAgain() {
    interest.read(7, 100, 1, 0);
    interest.read(7, 100, 1, 1_000);
    interest.takeChanged(ALL);
    interest.expire(Interest.LASTS_MS);
    interest.changed(7, 100);
    assertThat(changedDays()).containsExactly(100);
  }

  @Test
  void shouldForgetTheDaysOfAShardThatIsGoneAndOfNoOther() {
    interest.read(7, 100, 1, 0);
    interest.read(7, 200, 1, 0);
    interest.read(8, 300, 2, 0);
    interest.dropShard(1);
    assertThat(changedDays()).containsExactly(300);
  }

  @Test
  void shouldMakeRoomForOtherDaysWhenAShardIsGone() {
    interest.read(7, 100, 1, 0);
    interest.read(7, 200, 1, 0);
    interest.read(8, 300, 2, 0);
    interest.takeChanged(ALL);
    interest.dropShard(1);
    interest.changed(7);
    interest.changed(8);
    assertThat(changedDays()).containsExactly(300);
    for (int day = 1; day <= 3; day++) {
      interest.read(9, day, 3, 0);
    }
    assertThat(changedDays()).containsExactly(1, 2);
  }
}
