package io.tavolo.engine.lane;

import static org.assertj.core.api.Assertions.assertThat;

import io.tavolo.engine.RandomHistories;
import io.tavolo.engine.RandomHistories.Steps;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Keys and a hash map in order of insertion live through the same histories. */
class KeysTest {
  private record Id(long high, long low) {}

  private record Entry(long payload, short outcome, long reservation, long atMs) {}

  @Test
  void shouldAgreeWithAHashMap() {
    RandomHistories.run(0.05, (random, steps) -> new KeysHistory(random, steps).run());
  }

  @Test
  void shouldAgreeWithAHashMapInHistoriesThatStay() {
    for (int seed = 0; seed < 4; seed++) {
      new KeysHistory(new SplittableRandom(seed), new Steps()).run();
    }
  }

  @Test
  void shouldForgetTheOldestWhenThereIsNoRoom() {
    Keys keys = new Keys(1_000, 3);
    for (int i = 0; i < 5; i++) {
      assertThat(keys.isFull()).isEqualTo(i >= 3);
      keys.add(new CommandKey(0, i, i, true), (short) i, i, i);
    }
    assertThat(keys.size()).isEqualTo(3);
    assertThat(keys.find(new CommandKey(0, 1, 0, true))).isEqualTo(Keys.ABSENT);
    int found = keys.find(new CommandKey(0, 2, 0, true));
    assertThat(keys.payloadHash(found)).isEqualTo(2);
    assertThat(keys.outcome(found)).isEqualTo((short) 2);
    assertThat(keys.reservation(found)).isEqualTo(2);
  }

  private static final class KeysHistory {
    private final SplittableRandom random;
    private final Steps steps;
    private final long lifetimeMs;
    private final int bound;
    private final int names;
    private final Keys keys;
    private final Map<Id, Entry> twin = new LinkedHashMap<>();
    private long nowMs = 1_000_000;

    KeysHistory(SplittableRandom random, Steps steps) {
      this.random = random;
      this.steps = steps;
      lifetimeMs = 1L + random.nextInt(2_000);
      bound = 1 + random.nextInt(random.nextBoolean() ? 20 : 600);
      // Few names come again and again; many make the table grow.
      names = 1 + random.nextInt(random.nextBoolean() ? 30 : 2_000);
      keys = new Keys(lifetimeMs, bound);
    }

    void run() {
      for (int i = 1_000 + random.nextInt(2_000); i > 0; i--) {
        nowMs += random.nextInt(random.nextInt(50) == 0 ? 3_000 : 5);
        Id id = new Id(random.nextInt(3), random.nextInt(names));
        CommandKey key =
            new CommandKey(id.high(), id.low(), random.nextLong(), random.nextBoolean());
        if (random.nextInt(20) == 0) {
          steps.next("expire at " + nowMs);
          keys.expire(nowMs);
          twin.values().removeIf(entry -> entry.atMs() < nowMs - lifetimeMs);
        } else {
          steps.next("meet " + id);
          meet(id, key);
        }
        assertThat(keys.size()).isEqualTo(twin.size());
        assertThat(keys.isFull()).isEqualTo(twin.size() == bound);
      }
      twin.keySet().forEach(id -> find(id, new CommandKey(id.high(), id.low(), 0, true)));
    }

    private void meet(Id id, CommandKey key) {
      find(id, key);
      if (!twin.containsKey(id)) {
        short outcome = (short) random.nextInt(2_000);
        long reservation = random.nextLong();
        keys.add(key, outcome, reservation, nowMs);
        if (twin.size() == bound) {
          Iterator<Id> oldest = twin.keySet().iterator();
          oldest.next();
          oldest.remove();
        }
        twin.put(id, new Entry(key.payloadHash(), outcome, reservation, nowMs));
        find(id, key);
      }
    }

    private void find(Id id, CommandKey key) {
      int entry = keys.find(key);
      Entry expected = twin.get(id);
      assertThat(entry == Keys.ABSENT).isEqualTo(expected == null);
      if (expected != null) {
        assertThat(keys.payloadHash(entry)).isEqualTo(expected.payload());
        assertThat(keys.outcome(entry)).isEqualTo(expected.outcome());
        assertThat(keys.reservation(entry)).isEqualTo(expected.reservation());
      }
    }
  }
}
