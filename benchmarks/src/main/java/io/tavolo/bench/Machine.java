package io.tavolo.bench;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Where and of what something was measured.
 *
 * @param commit of the project, with a plus sign where files were changed since
 */
record Machine(String commit, String jdk, String cpu, int cores, String kernel, Instant began) {
  static Machine of(Path root) throws IOException {
    return new Machine(
        commit(root),
        System.getProperty("java.vm.name") + " " + System.getProperty("java.version"),
        processor(),
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        Instant.now().truncatedTo(ChronoUnit.SECONDS));
  }

  private static String commit(Path root) throws IOException {
    String commit = output(root, "git", "rev-parse", "--short=12", "HEAD");
    String changed = output(root, "git", "status", "--porcelain", "--untracked-files=no");
    return commit.isEmpty() ? "unknown" : commit + (changed.isEmpty() ? "" : "+");
  }

  private static String output(Path root, String... command) throws IOException {
    Process process =
        new ProcessBuilder(command)
            .directory(root.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
  }

  private static String processor() throws IOException {
    return Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
        .filter(line -> line.startsWith("model name"))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElse("unknown");
  }

  JsonObject toJson() {
    return new JsonObject()
        .put("commit", commit)
        .put("jdk", jdk)
        .put("cpu", cpu)
        .put("cores", cores)
        .put("kernel", kernel)
        .put("began", began.toString());
  }

  String toMarkdown(CampaignOptions options) {
    return """
        Commit %s, %s, %d cores of %s, %s, begun %s. Load, servers, Postgres (`fsync` on), Kafka and Redis on the same cores.
        %d rounds of %d s each, after %d s that do not count; 256 connections where nothing else is said; %,d restaurants in `spread`.
        """
        .formatted(
            commit,
            jdk,
            cores,
            cpu,
            kernel,
            began,
            options.rounds(),
            options.seconds(),
            options.warmUpSeconds(),
            options.restaurants());
  }
}
