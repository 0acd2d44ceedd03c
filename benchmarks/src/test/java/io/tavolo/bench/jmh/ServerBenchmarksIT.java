package io.tavolo.bench.jmh;

import static org.assertj.core.api.Assertions.assertThat;

import io.tavolo.engine.lane.Reply;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Those with an event bus or a Postgres work, and leave nothing behind. */
class ServerBenchmarksIT {
  @ParameterizedTest
  @ValueSource(strings = {"local", "clustered"})
  void shouldAskOverTheBusAndBeAnswered(String bus) throws Exception {
    HopBenchmark hop = new HopBenchmark();
    hop.bus = bus;
    hop.open();
    try {
      assertThat(hop.alone()).isInstanceOf(Reply.Done.class);
      assertThat(hop.together()).isInstanceOf(Reply.Done.class);
    } finally {
      hop.close();
    }
  }

  @ParameterizedTest
  @CsvSource({"1, one", "64, one", "256, many"})
  void shouldCommitBatchesOfTheSizeThatItSays(int rows, String restaurants) throws Exception {
    JournalBenchmark journal = new JournalBenchmark();
    journal.rows = rows;
    journal.restaurants = restaurants;
    journal.open();
    try {
      assertThat(journal.batch()).isEqualTo(8 * rows);
      journal.empty();
      assertThat(journal.batch()).isEqualTo(8 * rows);
    } finally {
      journal.stage.close();
    }
  }

  @Test
  void shouldRemoveTheFolderOfItsPostgres(@TempDir Path work) throws Exception {
    String former = System.setProperty("tavolo.bench.work", work.toString());
    try (JournalStage stage = new JournalStage()) {
      assertThat(work).isNotEmptyDirectory();
      assertThat(stage.write(2, 16, 16)).isEqualTo(32);
    } finally {
      if (former == null) {
        System.clearProperty("tavolo.bench.work");
      } else {
        System.setProperty("tavolo.bench.work", former);
      }
    }
    assertThat(work).isEmptyDirectory();
  }
}
