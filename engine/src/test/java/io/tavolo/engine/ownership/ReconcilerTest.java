package io.tavolo.engine.ownership;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReconcilerTest {
  private static final String A = "a";
  private static final String B = "b";
  private static final String C = "c";

  private static Head free(int shard) {
    return new Head(shard, null, 1, 0, null, null, 0);
  }

  private static Head owned(int shard, String by) {
    return new Head(shard, by, 1, 0, null, by, 1_000);
  }

  @Test
  void shouldGiveToANodeThatOwnsNothingYet() {
    Reconciler.Plan plan =
        Reconciler.plan(A, List.of(owned(0, A)), shard -> true, shard -> B, Set.of(A, B));
    assertThat(plan.leave()).containsExactly(new Reconciler.Handoff(0, B));
  }

  @Test
  void shouldTakeWhatIsFreeAndPlacedHere() {
    List<Head> heads = List.of(free(0), owned(1, B), new Head(2, B, 1, 0, null, B, 0), owned(3, A));
    Reconciler.Plan plan = Reconciler.plan(A, heads, shard -> false, shard -> A, Set.of(A, B));
    assertThat(plan.take()).containsExactly(0, 2, 3);
    assertThat(plan.leave()).isEmpty();
  }

  @Test
  void shouldLeaveFreeShardsOfANodeThatIsGoneToExactlyOneOfTheOthers() {
    List<Head> heads = List.of(free(0), free(1), free(2));
    List<Integer> byA = Reconciler.plan(A, heads, shard -> false, shard -> C, Set.of(A, B)).take();
    List<Integer> byB = Reconciler.plan(B, heads, shard -> false, shard -> C, Set.of(A, B)).take();
    assertThat(byA).isNotEmpty().doesNotContainAnyElementsOf(byB);
    assertThat(byA.size() + byB.size()).isEqualTo(3);
  }

  @Test
  void shouldTakeNothingWhileItIsLeavingItself() {
    Reconciler.Plan plan =
        Reconciler.plan(A, List.of(free(0)), shard -> false, shard -> A, Set.of(B));
    assertThat(plan.take()).isEmpty();
  }

  @Test
  void shouldKeepWhatIsPlacedAtANodeThatIsNotThere() {
    Reconciler.Plan plan =
        Reconciler.plan(A, List.of(owned(0, A)), shard -> true, shard -> C, Set.of(A));
    assertThat(plan.leave()).isEmpty();
  }

  @Test
  void shouldGiveAwayWhatIsItsOwnInPostgresAndOnNoLaneHere() {
    List<Head> heads = List.of(owned(0, A), owned(1, B), free(2));
    Reconciler.Plan plan = Reconciler.plan(A, heads, shard -> false, shard -> B, Set.of(A, B));
    assertThat(plan.release()).containsExactly(new Reconciler.Unheld(0, 1, B));
    assertThat(plan.take()).isEmpty();
    assertThat(plan.leave()).isEmpty();
  }

  @Test
  void shouldKeepWhatIsItsOwnInPostgresWhileNobodyKnowsWhereItBelongs() {
    Reconciler.Plan plan =
        Reconciler.plan(A, List.of(owned(0, A)), shard -> false, shard -> null, Set.of(A, B));
    assertThat(plan.release()).isEmpty();
    assertThat(plan.take()).isEmpty();
  }
}
