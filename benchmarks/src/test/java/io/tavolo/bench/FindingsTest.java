package io.tavolo.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FindingsTest {
  @Test
  void shouldWriteWhatWasPromisedBesideWhatWasMeasured(@TempDir Path folder) throws Exception {
    Findings findings = new Findings(folder);
    findings.promises().atLeast("hot ÷ echo", 0.25, 0.3);
    findings.promises().atMost("one client's p50 ÷ a bare insertion", 1.4, 3);
    findings.put("rounds", 5);
    Curve curve = new Curve("writes/s");
    curve.add("tavolo", 1, 20_000);
    curve.add("tavolo", 10, 21_000);
    curve.writeTo(findings.file("contention.svg"), "Writes", "restaurants", true);
    findings.put("contention", curve.toJson());
    assertThat(findings.write())
        .endsWith(
            """
            ## Promised and measured

            | figure                              | measured | promised | kept |
            |-------------------------------------|---------:|---------:|-----:|
            | hot ÷ echo                          |     0.25 |   ≥ 0.30 |   no |
            | one client's p50 ÷ a bare insertion |     1.40 |      ≤ 3 |  yes |

            """);
    JsonObject data = new JsonObject(Files.readString(folder.resolve("results.json")));
    assertThat(data.getInteger("rounds")).isEqualTo(5);
    assertThat(data.getJsonArray("promises").getJsonObject(0).getBoolean("kept")).isFalse();
    assertThat(data.getJsonObject("contention").getJsonArray("tavolo")).hasSize(2);
    assertThat(Files.readString(folder.resolve("contention.svg"))).contains("tavolo", "</svg>");
  }

  @Test
  void shouldTakeTheMiddleOfTheRounds() {
    Median odd = Median.of(List.of(9.0, 1.0, 5.0), value -> value);
    assertThat(odd).isEqualTo(new Median(5, 1, 9));
    Median even = Median.of(List.of(4.0, 1.0, 2.0, 9.0), value -> value);
    assertThat(even.median()).isEqualTo(3);
    assertThat(odd.over(even)).isEqualTo(5.0 / 3);
    assertThat(Median.of(List.of(25_314.2), value -> value).whole())
        .isEqualTo("25,314 (25,314–25,314)");
  }
}
