package io.tavolo.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TableTest {
  @Test
  void shouldLineUpItsColumns() {
    Table table = new Table("server", "writes/s").row("tavolo", "25,314").row("for update", "9");
    assertThat(table)
        .hasToString(
            """
            | server     | writes/s |
            |------------|---------:|
            | tavolo     |   25,314 |
            | for update |        9 |
            """);
  }

  @Test
  void shouldRefuseARowThatIsNotWhole() {
    Table table = new Table("server", "writes/s");
    assertThatThrownBy(() -> table.row("tavolo")).hasMessage("a row of 1 cells (expected: 2)");
  }
}
