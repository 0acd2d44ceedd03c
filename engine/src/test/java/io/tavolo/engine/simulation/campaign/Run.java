package io.tavolo.engine.simulation.campaign;

import io.tavolo.engine.simulation.Result;
import io.tavolo.engine.simulation.Scenario;
import io.tavolo.engine.simulation.Simulation;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A run, and what became of it. */
record Run(@Nullable Result result, @Nullable Failure failure) {
  /** Runs the scenario; whatever it throws is what became of it. */
  static Run of(Scenario scenario, @Nullable Consumer<String> trace) {
    try {
      Result result = Simulation.run(scenario, trace);
      return new Run(result, Failure.of(scenario.seed(), result));
    } catch (RuntimeException | AssertionError | StackOverflowError e) {
      return new Run(null, Failure.of(scenario.seed(), e));
    }
  }
}
