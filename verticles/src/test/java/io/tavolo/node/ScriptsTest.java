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
import org.junit.jupiter.params.provider.CsvSource;
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
    assertThat(said(0, script, "--help"))
        .startsWith("usage: ./scripts/" + SCRIPTS.relativize(script));
  }

  @ParameterizedTest
  @CsvSource({
    "run, --nonsense, run: --nonsense: unknown (expected: --config FILE or --help)",
    "run, extra, run: extra: unknown (expected: --config FILE or --help)",
    "run, --config, run: --config: without a value (expected: a file; see --help)",
    "bench, extra, 'bench: extra: unknown (expected: compare, load or jmh; see --help)'",
    "cluster, nonsense, 'cluster: nonsense: unknown (expected: up, status, kill, pause, resume, cut, heal, stop, start, roll or down; see --help)'",
    "lib/hosts, nonsense, 'hosts: nonsense: unknown (expected: make, show, own, cut, heal, part, join, remove or can; see --help)'",
    "test, --nonsense, test: --nonsense: unknown (see --help)",
    "chaos, --nonsense, chaos: --nonsense: unknown (see --help)",
  })
  void shouldRefuseInOneLineBeforeItBuildsAnything(String script, String arg, String line)
      throws Exception {
    assertThat(said(2, SCRIPTS.resolve(script), arg)).isEqualTo(line + "\n");
  }

  private static String said(int status, Path script, String arg) throws Exception {
    File said = File.createTempFile("said", ".txt");
    try {
      Process process =
          new ProcessBuilder(script.toString(), arg)
              .redirectErrorStream(true)
              .redirectOutput(said)
              .start();
      boolean ended = process.waitFor(30, TimeUnit.SECONDS);
      process.destroyForcibly();
      String text = Files.readString(said.toPath(), StandardCharsets.UTF_8);

      assertThat(ended).as(text).isTrue();
      assertThat(process.exitValue()).as(text).isEqualTo(status);
      return text;
    } finally {
      Files.delete(said.toPath());
    }
  }
}
