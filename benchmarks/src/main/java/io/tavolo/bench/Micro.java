package io.tavolo.bench;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The micro-benchmarks of the engine, by JMH in a JVM of its own.
 *
 * @param results as JMH writes them
 */
record Micro(JsonArray results) {
  private static final int PATIENCE_S = 600;

  /**
   * Runs those whose names the pattern is found in.
   *
   * @param work a folder for what JMH writes
   */
  static Micro run(Path work, String pattern) throws IOException {
    Path file = work.resolve("jmh.json");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of("org.openjdk.jmh.Main", pattern, "-prof", "gc"));
    command.addAll(List.of("-rf", "json", "-rff", file.toString()));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(work.resolve("jmh.log").toFile())
            .start();
    try {
      if (!process.waitFor(PATIENCE_S, TimeUnit.SECONDS) || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new IOException(
            "the micro-benchmarks failed: " + Files.readString(work.resolve("jmh.log")));
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
    return new Micro(new JsonArray(Files.readString(file)));
  }

  /** The score of the benchmark whose name ends so, in its own unit. */
  double score(String name) {
    return benchmark(name).getJsonObject("primaryMetric").getDouble("score");
  }

  /** Bytes that each operation of it allocates. */
  double bytes(String name) {
    return benchmark(name)
        .getJsonObject("secondaryMetrics")
        .getJsonObject("gc.alloc.rate.norm")
        .getDouble("score");
  }

  private JsonObject benchmark(String name) {
    for (int i = 0; i < results.size(); i++) {
      JsonObject one = results.getJsonObject(i);
      if (one.getString("benchmark").endsWith(name)) {
        return one;
      }
    }
    throw new IllegalArgumentException("no benchmark " + name);
  }
}
