package io.tavolo.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A short run of chaos. {@code -Dtavolo.chaos.minutes} makes it longer, {@code -Dtavolo.seed}
 * replays one.
 */
class ChaosIT {
  private static final double MINUTES =
      Double.parseDouble(System.getProperty("tavolo.chaos.minutes", "2"));
  private static final long SEED =
      Long.getLong("tavolo.seed", Math.floorMod(System.nanoTime(), 1_000_000));

  @Test
  @Timeout(value = 1, unit = TimeUnit.DAYS)
  void shouldKeepEveryPromiseWhateverFails() {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    Options options = new Options(MINUTES, SEED, EnumSet.allOf(Fault.class));
    assertThat(Chaos.run(options, Path.of("..", "scripts"), out)).as("seed %d", SEED).isEmpty();
  }
}
