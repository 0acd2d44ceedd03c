package io.tavolo.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.tavolo.chaos.Schedule.Step;
import io.tavolo.chaos.Schedule.Strike;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ScheduleTest {
  private static List<Step> steps(long seed, Set<Fault> kinds, int count) {
    return Stream.generate(new Schedule(seed, kinds)::next).limit(count).toList();
  }

  private static final Set<Fault> ALL = EnumSet.allOf(Fault.class);

  @Test
  void shouldDrawTheSameStepsFromTheSameSeed() {
    assertThat(steps(7, ALL, 100)).isEqualTo(steps(7, ALL, 100));
    assertThat(steps(7, ALL, 100)).isNotEqualTo(steps(8, ALL, 100));
  }

  @Test
  void shouldComeToEachKindBeforeAnyComesAgain() {
    Set<Fault> came =
        steps(3, ALL, ALL.size()).stream()
            .map(step -> step.strikes().get(step.strikes().size() - 1).fault())
            .collect(Collectors.toSet());
    assertThat(came).isEqualTo(ALL);
  }

  @Test
  void shouldLetOnlyWhatBookingsDoNotNeedOverlap() {
    List<Step> overlapping =
        steps(5, ALL, 500).stream().filter(step -> step.strikes().size() > 1).toList();
    assertThat(overlapping).hasSizeBetween(60, 200);
    assertThat(overlapping)
        .allSatisfy(
            step ->
                assertThat(step.strikes().get(0).fault())
                    .isIn(Fault.KAFKA, Fault.REDIS, Fault.CLOCK_SMALL)
                    .isNotEqualTo(step.strikes().get(1).fault()));
  }

  @Test
  void shouldKeepToTheKindsThatAreAllowed() {
    Set<Fault> two = EnumSet.of(Fault.KILL, Fault.KAFKA);
    assertThat(
            steps(9, two, 50).stream().flatMap(step -> step.strikes().stream()).map(Strike::fault))
        .isSubsetOf(two);
  }
}
