package io.tavolo.engine.simulation.shrink;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShrinkerTest {
  private static final int PARTS = 1_000;

  /** Parts by number, and a shape of 0 or more. */
  private record Numbers(List<Integer> numbers, int shape) implements Shrinkable<Numbers> {
    static Numbers of(int parts, int shape) {
      return new Numbers(IntStream.range(0, parts).boxed().toList(), shape);
    }

    @Override
    public int parts() {
      return numbers.size();
    }

    @Override
    public Numbers keeping(BitSet parts) {
      return new Numbers(parts.stream().mapToObj(numbers::get).toList(), shape);
    }

    @Override
    public List<Numbers> simpler() {
      return IntStream.range(0, shape).mapToObj(s -> new Numbers(numbers, s)).toList();
    }
  }

  @Test
  void shouldKeepOnlyThePartsThatItFailsBy() {
    Shrinker<Numbers> shrinker = shrinker(n -> n.numbers().containsAll(Set.of(3, 500, 501, 999)));
    assertThat(shrinker.shrink(Numbers.of(PARTS, 0)).numbers()).containsExactly(3, 500, 501, 999);
    assertThat(shrinker.runs()).isLessThan(PARTS / 5);
    assertThat(shrinker.isCutShort()).isFalse();
  }

  @Test
  void shouldNoticeThatOnePartCanBeSparedOnceAnotherIs() {
    // 7 is needed only beside 3.
    Predicate<Numbers> fails =
        n -> n.numbers().contains(5) && (!n.numbers().contains(3) || n.numbers().contains(7));
    assertThat(shrinker(fails).shrink(Numbers.of(8, 0)).numbers()).containsExactly(5);
  }

  @Test
  void shouldLeaveOutEverythingWhenTheShapeAloneFails() {
    assertThat(shrinker(n -> true).shrink(Numbers.of(PARTS, 3))).isEqualTo(Numbers.of(0, 0));
  }

  @Test
  void shouldKeepTheSimplestShapeThatStillFailsAndItsFewerParts() {
    // A simpler shape fails by fewer parts.
    Predicate<Numbers> fails =
        n -> n.shape() >= 2 && n.numbers().containsAll(n.shape() > 2 ? Set.of(1, 4) : Set.of(1));
    assertThat(shrinker(fails).shrink(Numbers.of(10, 5))).isEqualTo(new Numbers(List.of(1), 2));
  }

  @Test
  void shouldEndWithTheSmallestFoundWhenRunsRunOut() {
    Shrinker<Numbers> shrinker = new Shrinker<>(n -> n.numbers().contains(0), 5, 60);
    assertThat(shrinker.shrink(Numbers.of(1 << 10, 0)).numbers()).hasSize(1 << 7);
    assertThat(shrinker.runs()).isEqualTo(5);
    assertThat(shrinker.isCutShort()).isTrue();
  }

  @Test
  void shouldRunNothingWhenThereIsNoTime() {
    Shrinker<Numbers> shrinker = new Shrinker<>(n -> true, 100, 0);
    assertThat(shrinker.shrink(Numbers.of(4, 1))).isEqualTo(Numbers.of(4, 1));
    assertThat(shrinker.isCutShort()).isTrue();
  }

  private static Shrinker<Numbers> shrinker(Predicate<Numbers> fails) {
    return new Shrinker<>(fails, Integer.MAX_VALUE, 60);
  }
}
