package io.tavolo.bench;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.openjdk.jmh.Main;

/** Runs the micro-benchmarks, and keeps what they found beside what they ran on. */
public final class JmhRun {
  private static final String ALL = "io.tavolo.bench.jmh";

  private JmhRun() {}

  /**
   * See {@code scripts/bench --help}. Ends the JVM with 1 when a benchmark fails.
   *
   * @param args the project's folder, an empty folder to work in, a folder for the results, and
   *     then what JMH is told, of which a first word without a dash is the filter
   */
  public static void main(String[] args) throws IOException {
    Path root = Path.of(args[0]);
    Path found = Path.of(args[1]).resolve("jmh.json");
    List<String> told = new ArrayList<>(List.of(args).subList(3, args.length));
    boolean all = told.isEmpty() || told.get(0).startsWith("-");
    String filter = all ? ALL : told.remove(0);
    Machine machine = Machine.of(root);
    List<String> options = new ArrayList<>(List.of(filter, "-foe", "true"));
    options.addAll(List.of("-prof", "gc", "-prof", PostgresCpu.class.getName()));
    options.addAll(List.of("-rf", "json", "-rff", found.toString()));
    options.addAll(told);
    Main.main(options.toArray(String[]::new));
    if (Files.exists(found)) {
      Path results = Files.createDirectories(Path.of(args[2])).resolve(fileName(all ? "" : filter));
      JsonArray figures = new JsonArray(Files.readString(found));
      Files.writeString(results, report(machine, figures).encodePrettily() + "\n");
      System.err.println("bench: written to " + results);
    }
  }

  /** A run of some does not take the place of a run of all. */
  static String fileName(String filter) {
    List<String> words =
        Arrays.stream(filter.split("\\W+", -1)).filter(word -> !word.isEmpty()).toList();
    return words.isEmpty() ? "jmh.json" : "jmh-" + String.join("-", words) + ".json";
  }

  /** What is kept. */
  static JsonObject report(Machine machine, JsonArray figures) {
    return new JsonObject().put("conditions", machine.toJson()).put("results", figures);
  }
}
