package io.tavolo.engine.ownership;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReconcilerTest {
  private static final String A = "a";
  private static final String B = "b";
  private static final String C = "c";

  private static Reconciler.Head free(int shard) {
    return new Reconciler.Head(shard, null, false);
  }

  private static Reconciler.Head owned(int shard, String by) {
    return new Reconciler.Head(shard, by, true);
  }

  @Test
  void shouldGiveToANodeThatOwnsNothingYet() {
    Reconciler.Plan plan =
        Reconciler.plan(A, List.of(owned(0, A)), Set.of(0), shard -> B, Set.of(A, B));
    assertThat(plan.leave()).containsExactly(new Reconciler.Handoff(0, B));
  }

  @Test
  void shouldTakeWhatIsFreeAndPlacedHere() {
    List<Reconciler.Head> heads =
        List.of(free(0), owned(1, B), new Reconciler.Head(2, B, false), owned(3, A));
    Reconciler.Plan plan = Reconciler.plan(A, heads, Set.of(), shard -> A, Set.of(A, B));
    assertThat(plan.take()).containsExactly(0, 2, 3);
    assertThat(plan.leave()).isEmpty();
  }

  @Test
  void shouldLeaveFreeShardsOfANodeThatIsGoneToExactlyOneOfTheOthers() {
    List<Reconciler.Head> heads = List.of(free(0), free(1), free(2));
    List<Integer> byA = Reconciler.plan(A, heads, Set.of(), shard -> C, Set.of(A, B)).take();
    List<Integer> byB = Reconciler.plan(B, heads, Set.of(), shard -> C, Set.of(A, B)).take();
    assertThat(byA).isNotEmpty().doesNotContainAnyElementsOf(byB);
    assertThat(byA.size() + byB.size()).isEqualTo(3);
  }

  @Test
  void shouldTakeNothingWhileItIsLeavingItself() {
    Reconciler.Plan plan = Reconciler.plan(A, List.of(free(0)), Set.of(), shard -> A, Set.of(B));
    assertThat(plan.take()).isEmpty();
  }

  @Test
  void shouldKeepWhatIsPlacedAtANodeThatIsNotThere() {
    Reconciler.Plan plan =
        Reconciler.plan(A, List.of(owned(0, A)), Set.of(0), shard -> C, Set.of(A));
    assertThat(plan.leave()).isEmpty();
  }
}
