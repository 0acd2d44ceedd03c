package io.tavolo.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.tavolo.engine.lane.Batch.Head;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeadPlacesTest {
  private static final int SHARD = 3;
  private static final long EPOCH = 7;

  private final HeadPlaces places = new HeadPlaces();
  private long nowMs = 5_000;

  private boolean goesStraight() {
    return places.straight(List.of(new Head(SHARD, EPOCH, 1, 2)), nowMs) != null;
  }

  /** The batch goes as it should, and makes a row there. */
  private void write(String place) {
    HeadPlaces.Written written = places.written(goesStraight());
    written.head(SHARD, EPOCH, place);
    written.end(nowMs);
  }

  @Test
  void shouldGoByTheIndexWhileOldVersionsMakeRoom() {
    for (int n = 0; n < 1_000; n++) {
      write("(4," + (10 + n % 3) + ")");
      assertThat(goesStraight()).isFalse();
    }
  }

  @Test
  void shouldGoStraightToTheNewestRowOnceAHeadHasWandered() {
    write("(4,100)");
    write("(9,1)");
    assertThat(places.straight(List.of(new Head(SHARD, EPOCH, 1, 2)), nowMs))
        .containsExactly("(9,1)");
    write("(9,2)");
    assertThat(places.straight(List.of(new Head(SHARD, EPOCH, 1, 2)), nowMs))
        .containsExactly("(9,2)");
  }

  @Test
  void shouldGoByTheIndexToAShardThatWasTakenSinceOrIsNew() {
    write("(4,100)");
    write("(9,1)");
    assertThat(places.straight(List.of(new Head(SHARD, EPOCH + 1, 1, 2)), nowMs)).isNull();
    assertThat(
            places.straight(
                List.of(new Head(SHARD, EPOCH, 1, 2), new Head(SHARD + 1, EPOCH, 1, 2)), nowMs))
        .isNull();
    places.forget();
    assertThat(goesStraight()).isFalse();
  }

  @Test
  void shouldLookNowAndThenWhetherTheSnapshotIsGone() {
    write("(4,100)");
    write("(9,1)");
    nowMs += 1_000;
    assertThat(goesStraight()).as("a probe").isFalse();
    for (int n = 2; n < 6; n++) {
      write("(9," + n + ")");
    }
    assertThat(goesStraight()).as("after probes that cleared nothing").isTrue();
    nowMs += 1_999;
    assertThat(goesStraight()).as("the pause is twice as long").isTrue();
    nowMs += 1;
    write("(9,2)");
    assertThat(goesStraight()).as("an old version made room").isFalse();
    nowMs += 1;
    write("(9,6)");
    assertThat(goesStraight()).isFalse();
  }

  @Test
  void shouldGoStraightAgainAtOnceWhenAProbeWanders() {
    write("(4,100)");
    write("(9,120)");
    nowMs += 1_000;
    write("(12,1)");
    assertThat(goesStraight()).isTrue();
  }
}
