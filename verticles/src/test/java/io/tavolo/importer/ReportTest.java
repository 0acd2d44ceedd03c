package io.tavolo.importer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ReportTest {
  @Test
  void shouldCountAndNameTheRefusedLinesInTheirOrder() {
    Report report = new Report();
    report.restaurant(true);
    report.restaurant(false);
    report.planGiven();
    for (int i = 0; i < 1_200; i++) {
      report.taken(i < 200);
    }
    report.thereBefore();
    report.refuse(new Place(1, "b.csv", 2), "late");
    report.refuse(new Place(0, "a.csv", 10), "bad");
    report.refuse(new Place(0, "a.csv", 9), "worse");

    assertThat(report.refusals()).isEqualTo(3);
    assertThat(report.lines(Duration.ofMillis(500)))
        .containsExactly(
            "restaurants   1 made, 1 there before; 1 got tables, 0 got hours",
            "reservations  1,200 taken in (1,000 to come, 200 past), 1 there before",
            "refused       3 lines",
            "took          0.5 s, 2,402 reservations/s",
            "a.csv:9: worse",
            "a.csv:10: bad",
            "b.csv:2: late");
  }

  @Test
  void shouldFillABarOnATerminal() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Progress progress =
        new Progress(new PrintStream(bytes, true, StandardCharsets.UTF_8), true, 10);
    progress.at(5);
    progress.end(10);

    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .contains("[" + "#".repeat(30) + "] 100 %  10 of 10 lines");
  }
}
