package io.tavolo.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressLineTest {
  private static final Tally.Progress PROGRESS = new Tally.Progress(12.3, 25_314, 12.345, 2, 0);

  private final ByteArrayOutputStream seen = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(seen, true, StandardCharsets.UTF_8);

  @Test
  void shouldStayOnOneLineOfATerminalAndLeaveNothing() {
    ProgressLine line = new ProgressLine(out, true);
    line.show(PROGRESS);
    assertThat(seen.toString(StandardCharsets.UTF_8))
        .isEqualTo("\r   12 s     25,314 writes/s  p99    12.35 ms  2 errors\033[K");
    seen.reset();
    line.end();
    assertThat(seen.toString(StandardCharsets.UTF_8)).isEqualTo("\r\033[K");
  }

  @Test
  void shouldWriteALineEachElsewhere() {
    ProgressLine line = new ProgressLine(out, false);
    line.show(PROGRESS);
    line.show(new Tally.Progress(13.3, 20, 1, 0, 7));
    line.end();
    assertThat(seen.toString(StandardCharsets.UTF_8).lines())
        .containsExactly(
            "   12 s     25,314 writes/s  p99    12.35 ms  2 errors",
            "   13 s         20 writes/s  p99     1.00 ms  0 errors  7 dropped");
  }

  @Test
  void shouldSayOnceASecondWhatIsGoingOn() throws Exception {
    Scene scene = new EvenScene("test", 3, 8, List.of("2026-12-24T19:30"), 0.5, 0);
    try (FakeServer server = new FakeServer(24);
        LoadGenerator generator = new LoadGenerator(new ProgressLine(out, false))) {
      generator.runOpen(
          server.target(),
          Diner.crowd(scene, 4, 7),
          Arrivals.constant(200),
          Duration.ZERO,
          Duration.ofMillis(2_500));
      List<String> lines = seen.toString(StandardCharsets.UTF_8).lines().toList();
      assertThat(lines).hasSize(2);
      assertThat(lines).allMatch(line -> line.matches(" +[12] s +[12]\\d\\d writes/s .* 0 errors"));
    }
  }
}
