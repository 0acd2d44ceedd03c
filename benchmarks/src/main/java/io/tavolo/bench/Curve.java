package io.tavolo.bench;

import io.tavolo.bench.report.Plot;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Lines that grow a point at a time, for a plot and for the results. */
final class Curve {
  private final String unit;
  private final Map<String, List<Plot.Point>> lines = new LinkedHashMap<>();

  /** Of values in that unit. */
  Curve(String unit) {
    this.unit = unit;
  }

  void add(String line, double x, double y) {
    lines.computeIfAbsent(line, absent -> new ArrayList<>()).add(new Plot.Point(x, y));
  }

  void writeTo(Path file, String title, String acrossTitle, boolean logarithmic)
      throws IOException {
    Plot plot =
        new Plot(
            title,
            new Plot.Axis(acrossTitle, logarithmic),
            new Plot.Axis(unit, false),
            lines.entrySet().stream()
                .map(line -> new Plot.Line(line.getKey(), line.getValue()))
                .toList());
    Files.writeString(file, plot.toSvg());
  }

  JsonObject toJson() {
    JsonObject all = new JsonObject();
    lines.forEach(
        (name, points) -> {
          JsonArray values = new JsonArray();
          points.forEach(
              point -> values.add(new JsonObject().put("x", point.x()).put("y", point.y())));
          all.put(name, values);
        });
    return all;
  }
}
