package io.tavolo.engine.simulation.campaign;

import io.tavolo.engine.simulation.Scenario;
import io.tavolo.engine.simulation.shrink.Shrinker;
import java.util.ArrayDeque;
import java.util.Deque;

/** How a scenario fails, told with as little as it takes. */
public final class Story {
  private static final int MOST_RUNS = 20_000;
  private static final int MOST_LINES = 70;

  private Story() {}

  /**
   * Makes the failing scenario small, and tells it: what it is, and the last that happened in it
   * before it failed.
   *
   * @param seconds that may be spent
   */
  public static String of(Failure failure, double seconds) {
    Scenario drawn = Scenario.draw(failure.seed());
    Shrinker<Scenario> shrinker =
        new Shrinker<>(s -> failure.isLike(Run.of(s, null).failure()), MOST_RUNS, seconds);
    Scenario smallest = shrinker.shrink(drawn);
    String shrunk =
        "seed %d, shrunk in %d runs from %d to %d parts%s:%n"
            .formatted(
                failure.seed(),
                shrinker.runs(),
                drawn.parts(),
                smallest.parts(),
                shrinker.isCutShort() ? " (there was no time for more)" : "");
    return shrunk + tell(smallest) + failure.replay() + "   # the whole of it";
  }

  private static String tell(Scenario scenario) {
    Deque<String> last = new ArrayDeque<>();
    long[] left = new long[1];
    Run run =
        Run.of(
            scenario,
            line -> {
              last.add(line);
              if (last.size() > MOST_LINES) {
                last.remove();
                left[0]++;
              }
            });
    StringBuilder story = new StringBuilder();
    story.append(scenario).append(System.lineSeparator());
    if (left[0] > 0) {
      story.append("… %,d lines before".formatted(left[0])).append(System.lineSeparator());
    }
    last.forEach(line -> story.append(line).append(System.lineSeparator()));
    Failure failure = run.failure();
    story.append(failure == null ? "and then it did not fail" : failure.text());
    return story.append(System.lineSeparator()).toString();
  }
}
