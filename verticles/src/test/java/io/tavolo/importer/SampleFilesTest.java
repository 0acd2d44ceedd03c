package io.tavolo.importer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SampleFilesTest {
  static final Path SAMPLE = Path.of("..", "scripts", "sample");

  @Test
  void shouldFindTheSampleAsItIsMade() {
    assertThat(SAMPLE.resolve("restaurants.csv")).content().isEqualTo(SampleFiles.restaurants());
    assertThat(SAMPLE.resolve("reservations.csv")).content().isEqualTo(SampleFiles.reservations());
  }
}
