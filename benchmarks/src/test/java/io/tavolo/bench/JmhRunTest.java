package io.tavolo.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JmhRunTest {
  @ParameterizedTest
  @CsvSource({"'', jmh.json", "Lane, jmh-Lane.json", "'../(Json|Codec).*', jmh-Json-Codec.json"})
  void shouldKeepARunOfSomeBesideOneOfAll(String filter, String name) {
    assertThat(JmhRun.fileName(filter)).isEqualTo(name);
  }

  @Test
  void shouldKeepWhatWasFoundBesideWhatItRanOn() throws Exception {
    JsonArray figures = new JsonArray().add(new JsonObject().put("benchmark", "one"));
    JsonObject report = JmhRun.report(Machine.of(Path.of(".")), figures);
    assertThat(report.getJsonArray("results")).isEqualTo(figures);
    assertThat(report.getJsonObject("conditions").getMap())
        .containsKeys("commit", "jdk", "cpu", "cores", "kernel", "began");
  }
}
