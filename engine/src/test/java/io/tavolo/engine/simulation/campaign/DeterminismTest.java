package io.tavolo.engine.simulation.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A seed is worth something only if it leads to the same run, everywhere and always. */
class DeterminismTest {
  private static final int SEEDS = 12;

  @Test
  void shouldRunTheSameTwice() {
    assertThat(digests()).isEqualTo(digests());
  }

  @Test
  void shouldRunTheSameWhenItIsTraced() {
    assertThat(IntStream.rangeClosed(1, SEEDS).mapToObj(Digests::traced).toList())
        .isEqualTo(digests());
  }

  @Test
  void shouldRunDifferentlyFromAnotherSeed() {
    assertThat(digests().stream().map(d -> d.replaceFirst(".*: ", ""))).doesNotHaveDuplicates();
  }

  @Test
  void shouldRunTheSameInAnotherJvm() throws IOException {
    // There identities are hashed in another way, and immutable sets have another order as always.
    Process jvm =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UnlockExperimentalVMOptions",
                "-XX:hashCode=0",
                "-cp",
                System.getProperty("java.class.path"),
                Digests.class.getName(),
                Integer.toString(SEEDS))
            .redirectErrorStream(true)
            .start();
    try {
      String said = new String(jvm.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(said.lines().toList()).isEqualTo(digests());
    } finally {
      jvm.destroy();
    }
  }

  private static List<String> digests() {
    return IntStream.rangeClosed(1, SEEDS).mapToObj(Digests::of).toList();
  }
}
