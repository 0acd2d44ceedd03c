package io.tavolo.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ScriptsTest {
  private static final Path SCRIPTS = Path.of("..", "scripts");

  static List<Path> scripts() throws IOException {
    try (Stream<Path> files = Files.walk(SCRIPTS, 2)) {
      return files.filter(file -> Files.isRegularFile(file) && Files.isExecutable(file)).toList();
    }
  }

  @ParameterizedTest
  @MethodSource("scripts")
  void shouldExplainEveryScript(Path script) throws Exception {
    File said = File.createTempFile("help", ".txt");
    try {
      Process process =
          new ProcessBuilder(script.toString(), "--help")
              .redirectErrorStream(true)
              .redirectOutput(said)
              .start();
      boolean ended = process.waitFor(30, TimeUnit.SECONDS);
      process.destroyForcibly();
      String text = Files.readString(said.toPath(), StandardCharsets.UTF_8);

      assertThat(ended).as(text).isTrue();
      assertThat(process.exitValue()).as(text).isZero();
      assertThat(text).startsWith("usage: ./scripts/" + SCRIPTS.relativize(script));
    } finally {
      Files.delete(said.toPath());
    }
  }
}
