package io.tavolo.bench;

import io.tavolo.bench.report.Table;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The figures that Tavolo means to reach, beside what was measured. */
final class Promises {
  private final List<Promise> all = new ArrayList<>();

  private record Promise(String figure, double measured, String bound, boolean kept) {}

  /** A figure that should be no less. */
  void atLeast(String figure, double measured, double bound) {
    all.add(new Promise(figure, measured, "≥ " + number(bound), measured >= bound));
  }

  /** A figure that should be no more. */
  void atMost(String figure, double measured, double bound) {
    all.add(new Promise(figure, measured, "≤ " + number(bound), measured <= bound));
  }

  /** As a table. */
  String toMarkdown() {
    Table table = new Table("figure", "measured", "promised", "kept");
    for (Promise promise : all) {
      table.row(
          promise.figure(),
          number(promise.measured()),
          promise.bound(),
          promise.kept() ? "yes" : "no");
    }
    return table.toString();
  }

  /** As data. */
  JsonArray toJson() {
    JsonArray array = new JsonArray();
    for (Promise promise : all) {
      array.add(
          new JsonObject()
              .put("figure", promise.figure())
              .put("measured", promise.measured())
              .put("promised", promise.bound())
              .put("kept", promise.kept()));
    }
    return array;
  }

  private static String number(double value) {
    return String.format(
        Locale.ROOT, value == Math.rint(value) ? "%,.0f" : value < 10 ? "%.2f" : "%,.1f", value);
  }
}
