package io.tavolo.engine.simulation.planted;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tavolo.engine.lane.Outcome;
import io.tavolo.engine.reservation.Refusal;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;

class PatchTest {
  private static final String BEFORE = "REFUSALS = 1000;";

  /** Says what the engine that it was loaded with makes of a refusal. */
  public static final class Probe implements LongFunction<String> {
    @Override
    public String apply(long ignored) {
      return Outcome.of(Refusal.of(0)) + " " + Outcome.of(Refusal.of(1));
    }
  }

  @Test
  void shouldRunPatchedBesideUnpatched() {
    PatchedClasses engine = new PatchedClasses(Patch.compile(fault(BEFORE, "REFUSALS = 2000;")));
    assertThat(engine.newFunction(Probe.class).apply(0)).isEqualTo("2000 2001");
    assertThat(new Probe().apply(0)).isEqualTo("1000 1001");
  }

  @Test
  void shouldFindThePlaceHoweverItsLinesAreBroken() {
    PlantedFault fault = fault("a +  b", "$1");
    assertThat(Patch.replaceOnce(fault, fault.edits().get(0), "c = a\n    + b;"))
        .isEqualTo("c = $1;");
  }

  @Test
  void shouldPlantInSeveralPlaces() {
    PlantedFault fault =
        fault(BEFORE, "REFUSALS = 2000;")
            .and("lane/Outcome.java", "REFUSALS + refusal.code()", "REFUSALS - refusal.code()")
            .and("reservation/Refusal.java", "public int code() {", "public int code() { //");
    assertThat(new PatchedClasses(Patch.compile(fault)).newFunction(Probe.class).apply(0))
        .isEqualTo("2000 1999");
  }

  @Test
  void shouldRefuseAPlaceThatIsNotThere() {
    assertThatThrownBy(() -> Patch.compile(fault("REFUSALS = 1001;", "")))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("0 times in lane/Outcome.java (expected: once)");
  }

  @Test
  void shouldRefuseAPlaceThatIsThereTwice() {
    assertThatThrownBy(() -> Patch.compile(fault("(short)", "")))
        .hasMessageContaining("2 times in lane/Outcome.java (expected: once)");
  }

  @Test
  void shouldRefuseAFaultThatDoesNotCompile() {
    assertThatThrownBy(() -> Patch.compile(fault(BEFORE, "REFUSALS = none;")))
        .hasMessageContaining("a fault: does not compile")
        .hasMessageContaining("cannot find symbol");
  }

  @Test
  void shouldRefuseAFileThatIsNotThere() {
    assertThatThrownBy(
            () -> Patch.compile(new PlantedFault("a fault", "Gone.java", "a", "b", "", 1)))
        .hasMessageContaining("no source Gone.java");
  }

  private static PlantedFault fault(String before, String after) {
    return new PlantedFault("a fault", "lane/Outcome.java", before, after, "for the test", 1);
  }
}
