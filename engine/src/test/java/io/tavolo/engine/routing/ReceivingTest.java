package io.tavolo.engine.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.tavolo.engine.lane.Reply;
import io.tavolo.engine.lane.Request;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class ReceivingTest {
  private static final int HELD = 3;
  private static final Request REQUEST = new Request.ReadDay("da-mario", Way.HOUSE, 20_000, false);
  private static final Reply STORED = new Reply.Stored(true);

  private final Routes routes =
      new Routes() {
        @Override
        public int shards() {
          return 4;
        }

        @Override
        public boolean isHeldHere(int shard) {
          assertThat(shard).isBetween(0, 3);
          return shard == HELD;
        }

        @Override
        public @Nullable String ownerOf(int shard) {
          return "another";
        }

        @Override
        public @Nullable String addressOf(int shard) {
          return "elsewhere";
        }

        @Override
        public boolean isOutOfReach(int shard) {
          return false;
        }
      };
  private final List<String> effects = new ArrayList<>();
  private long numbers;
  private final UnderWay underWay = new UnderWay(2);
  private final Receiving<String> receiving =
      new Receiving<>(
          routes,
          underWay,
          new ReceivingEffects<>() {
            @Override
            public void submit(int shard, Request request, long deadlineMs, String asker) {
              assertThat(request).isSameAs(REQUEST);
              effects.add("submit " + asker + " to " + shard + " until " + deadlineMs);
            }

            @Override
            public void answer(String asker, Reply reply) {
              effects.add("answer " + asker + " " + reply);
            }
          });

  @Test
  void shouldGiveTheLaneTheTimeThatRemainsOnItsOwnClock() {
    receive(HELD, "a");
    receiving.answered("a", STORED);
    assertThat(effects).containsExactly("submit a to 3 until 5700", "answer a " + STORED);
    assertThat(underWay.count()).isZero();
  }

  @Test
  void shouldNotOwnAShardThatThereIsNot() {
    receive(-1, "a");
    receive(4, "b");
    receive(1 << 20, "c");
    Reply notOwner = new Reply.NotOwner();
    assertThat(effects)
        .containsExactly("answer a " + notOwner, "answer b " + notOwner, "answer c " + notOwner);
  }

  @Test
  void shouldSayThatItDoesNotOwnWhatItDoesNotHold() {
    receive(0, "a");
    assertThat(effects).containsExactly("answer a " + new Reply.NotOwner());
    assertThat(underWay.count()).isZero();
  }

  @Test
  void shouldOwnNoShardThatThereIsNot() {
    for (int shard : new int[] {Integer.MIN_VALUE, -1, 4, Integer.MAX_VALUE}) {
      receive(shard, "a");
    }
    assertThat(effects).hasSize(4).containsOnly("answer a " + new Reply.NotOwner());
  }

  @Test
  void shouldRefuseMoreThanTheBoundUntilTheLaneHasAnswered() {
    for (String asker : List.of("a", "b", "c")) {
      receive(HELD, asker);
    }
    assertThat(effects).endsWith("answer c " + new Reply.Unavailable(Reply.Reason.QUEUE_FULL));
    assertThat(underWay.count()).isEqualTo(2);
    receiving.answered("a", STORED);
    receive(HELD, "d");
    assertThat(effects).endsWith("submit d to 3 until 5700");
  }

  @Test
  void shouldTakeARepeatedMessageOnce() {
    Envelope envelope = new Envelope("node", 70, HELD, 700);
    receiving.received(envelope, REQUEST, "a", 5_000);
    receiving.received(envelope, REQUEST, "again", 5_900);
    receiving.received(new Envelope("other", 70, HELD, 700), REQUEST, "b", 5_000);
    assertThat(effects).containsExactly("submit a to 3 until 5700", "submit b to 3 until 5700");
  }

  private void receive(int shard, String asker) {
    receiving.received(new Envelope("node", numbers++, shard, 700), REQUEST, asker, 5_000);
  }
}
