package io.tavolo.engine.simulation.outside;

import static org.assertj.core.api.Assertions.assertThat;

import io.tavolo.engine.availability.DaySnapshot;
import io.tavolo.engine.reservation.Floor;
import io.tavolo.engine.reservation.House;
import io.tavolo.engine.reservation.RestaurantState;
import io.tavolo.engine.simulation.Scheduler;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class CacheTest {
  private static final long RESTAURANT = 7;
  private static final long SECOND_US = 1_000_000;
  private static final long LASTS_MS = 180_000;

  /** What a reader was told last. */
  private static final class Reader implements CacheLink.Reader {
    int found;
    int failed;
    Cache.@Nullable Entry entry;

    @Override
    public void found(Cache.@Nullable Entry told) {
      found++;
      entry = told;
    }

    @Override
    public void failed() {
      failed++;
    }
  }

  private final Scheduler time = new Scheduler();
  private final Tally tally = new Tally();
  private final Cache cache = new Cache(time::nowUs, time, new SplittableRandom(1), tally);
  private final CacheLink link = cache.connect(time);
  private final List<Boolean> written = new ArrayList<>();
  private final Reader reader = new Reader();

  private static DaySnapshot day(long epoch, long seq) {
    RestaurantState state = new RestaurantState();
    state.restore(House.named("da-anna"), List.of());
    Floor floor = Objects.requireNonNull(state.floor());
    return DaySnapshot.of(floor, House.NOW_DAY, epoch, seq);
  }

  private void put(DaySnapshot day) {
    link.put(day, RESTAURANT, LASTS_MS, written::add);
  }

  private void get() {
    link.get(RESTAURANT, House.NOW_DAY, reader);
  }

  /** What is there, as epoch and sequence. */
  private List<Long> held() {
    Cache.Entry entry = cache.look(RESTAURANT, House.NOW_DAY);
    return entry == null ? List.of() : List.of(entry.day().epoch(), entry.day().seq());
  }

  @Test
  void shouldFindWhatWasWrittenBefore() {
    DaySnapshot day = day(1, 5);
    get();
    put(day);
    get();
    assertThat(reader.found).isZero();
    time.pass(10_000);
    assertThat(written).containsExactly(true);
    assertThat(reader.found).isEqualTo(2);
    assertThat(Objects.requireNonNull(reader.entry).day()).isSameAs(day);
  }

  @Test
  void shouldKeepTheNewestByEpochAndThenBySequence() {
    put(day(2, 5));
    put(day(2, 4));
    put(day(1, 9));
    time.pass(10_000);
    assertThat(held()).containsExactly(2L, 5L);
    assertThat(written).containsExactly(true, true, true);
    assertThat(tally.of(Happened.REDIS_OLDER_REFUSED)).isEqualTo(2);
    put(day(2, 6));
    put(day(3, 1));
    time.pass(10_000);
    assertThat(held()).containsExactly(3L, 1L);
    DaySnapshot again = day(3, 1);
    put(again);
    time.pass(10_000);
    assertThat(Objects.requireNonNull(cache.look(RESTAURANT, House.NOW_DAY)).day()).isSameAs(again);
  }

  @Test
  void shouldForgetWhatHasRunOutAndBeginAnotherLife() {
    link.put(day(2, 5), RESTAURANT, 50, written::add);
    time.pass(10_000);
    long life = Objects.requireNonNull(cache.look(RESTAURANT, House.NOW_DAY)).life();
    time.pass(50_000);
    assertThat(held()).isEmpty();
    assertThat(tally.of(Happened.REDIS_EXPIRED)).isEqualTo(1);
    put(day(1, 1));
    time.pass(10_000);
    assertThat(held()).containsExactly(1L, 1L);
    assertThat(Objects.requireNonNull(cache.look(RESTAURANT, House.NOW_DAY)).life())
        .isGreaterThan(life);
  }

  @Test
  void shouldLoseAllWhenItIsEmptied() {
    put(day(2, 5));
    time.pass(10_000);
    cache.empty();
    get();
    time.pass(10_000);
    assertThat(reader.found).isEqualTo(1);
    assertThat(reader.entry).isNull();
    assertThat(tally.of(Happened.REDIS_EMPTIED)).isEqualTo(1);
  }

  @Test
  void shouldFailAtOnceWhileItIsDownAndBeThereAgainSoonAfter() {
    put(day(1, 1));
    time.pass(10_000);
    cache.down(true);
    put(day(1, 2));
    time.pass(10_000);
    assertThat(link.isUsable()).isFalse();
    get();
    assertThat(reader.failed).isZero();
    time.pass(0);
    assertThat(reader.failed).isEqualTo(1);
    assertThat(written).containsExactly(true, false);
    time.pass(5 * SECOND_US);
    cache.down(false);
    time.pass(3 * SECOND_US);
    assertThat(link.isUsable()).isTrue();
    get();
    time.pass(10_000);
    assertThat(held()).containsExactly(1L, 1L);
    assertThat(reader.found).isEqualTo(1);
  }

  @Test
  void shouldFailWhatHasNoAnswerInTimeAndWriteItAllTheSame() {
    cache.slow(150_000);
    put(day(1, 1));
    time.pass(100_000);
    assertThat(written).containsExactly(false);
    assertThat(link.isUsable()).isFalse();
    cache.slow(0);
    time.pass(100_000);
    assertThat(held()).containsExactly(1L, 1L);
    assertThat(tally.of(Happened.REDIS_LATE)).isEqualTo(1);
    time.pass(300_000);
    assertThat(link.isUsable()).isTrue();
    assertThat(written).containsExactly(false);
  }

  @Test
  void shouldGiveASilentConnectionUpAndRefuseWhatItStillBringsWhenANewerIsThere() {
    cache.late(1, 1);
    cache.slow(3 * SECOND_US);
    put(day(1, 1));
    cache.heal();
    time.pass(SECOND_US + 100_000);
    assertThat(link.isUsable()).isTrue();
    put(day(1, 2));
    time.pass(5 * SECOND_US);
    assertThat(written).containsExactly(false, true);
    assertThat(held()).containsExactly(1L, 2L);
    assertThat(tally.of(Happened.REDIS_LATE)).isEqualTo(1);
    assertThat(tally.of(Happened.REDIS_OLDER_REFUSED)).isEqualTo(1);
  }

  @Test
  void shouldSayThatItFailedWhenTheAnswerIsLost() {
    cache.loseAnswerOneIn(1);
    put(day(1, 1));
    time.pass(200_000);
    assertThat(written).containsExactly(false);
    assertThat(held()).containsExactly(1L, 1L);
    assertThat(tally.of(Happened.REDIS_ANSWER_LOST)).isEqualTo(1);
  }

  @Test
  void shouldLoseWhatFollowsALostCommandOnItsConnection() {
    cache.loseCommandOneIn(1);
    put(day(1, 1));
    cache.heal();
    put(day(1, 2));
    time.pass(200_000);
    assertThat(written).containsExactly(false, false);
    assertThat(held()).isEmpty();
    assertThat(tally.of(Happened.REDIS_COMMAND_LOST)).isEqualTo(2);
  }

  @Test
  void shouldAnswerEveryCallOnceWhateverHappens() {
    for (int seed = 1; seed <= 30; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      Cache any = new Cache(time::nowUs, time, random.split(), tally);
      CacheLink one = any.connect(time);
      CacheLink other = any.connect(time);
      any.loseCommandOneIn(100);
      any.loseAnswerOneIn(100);
      any.late(50, 2 * SECOND_US);
      Reader told = new Reader();
      List<Boolean> puts = new ArrayList<>();
      for (int seq = 1; seq <= 200; seq++) {
        CacheLink by = random.nextBoolean() ? one : other;
        by.put(day(1, seq), RESTAURANT, LASTS_MS, puts::add);
        by.get(RESTAURANT, House.NOW_DAY, told);
        if (seq % 50 == 0) {
          one.cut(seq % 100 != 0);
          any.down(seq == 150);
        }
        time.pass(random.nextInt(100_000));
      }
      any.heal();
      one.cut(false);
      time.pass(10 * SECOND_US);
      assertThat(puts).hasSize(200).contains(true, false);
      assertThat(told.found + told.failed).isEqualTo(200);
      assertThat(one.isUsable() && other.isUsable()).isTrue();
    }
  }

  @Test
  void shouldTellAnEndedProcessNothing() {
    cache.slow(150_000);
    put(day(1, 1));
    link.close();
    assertThat(written).containsExactly(false);
    time.pass(5 * SECOND_US);
    assertThat(written).hasSize(1);
    assertThat(held()).containsExactly(1L, 1L);
  }
}
