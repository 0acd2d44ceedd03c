package io.tavolo.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KilledJvmIT {
  private static final int ROUNDS = 2;
  private static final Duration GONE = Duration.ofSeconds(30);

  @TempDir Path dir;

  @Test
  void shouldLeaveNoServerBehindAndLoseNothingWhenTheJvmIsKilled() throws Exception {
    List<String> written = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      String value = "round-" + round;
      killOnceWritten(value);
      written.add(value);
    }
    try (LocalPostgres postgres = LocalPostgres.start(dir.resolve("postgres"));
        LocalKafka kafka = LocalKafka.start(dir.resolve("kafka"))) {
      assertThat(rows(postgres)).containsExactlyElementsOf(written);
      assertThat(LocalKafkaIT.read(kafka, ROUNDS)).containsExactlyElementsOf(written);
    }
  }

  /** Of Redis alone: started by root, Postgres cannot do without {@code setpriv}. */
  @Test
  void shouldLeaveNoServerBehindWhereTheKernelIsNotAskedToSignal() throws Exception {
    Path path = Files.createDirectory(dir.resolve("bin"));
    Path sh = Host.find("sh");
    assertThat(sh).isNotNull();
    Files.copy(sh, path.resolve("sh"), StandardCopyOption.COPY_ATTRIBUTES);
    ProcessBuilder jvm = jvm();
    jvm.environment().put("PATH", path.toString());
    killOnceStarted(jvm, 1);
  }

  private void killOnceWritten(String value) throws Exception {
    killOnceStarted(jvm(value), 3);
  }

  private ProcessBuilder jvm(String... values) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"),
                ServersOfItsOwn.class.getName(),
                dir.toString()));
    command.addAll(List.of(values));
    return new ProcessBuilder(command).redirectErrorStream(true);
  }

  private static void killOnceStarted(ProcessBuilder builder, int processes) throws Exception {
    Process jvm = builder.start();
    List<ProcessHandle> servers;
    try {
      servers = awaitServers(jvm, processes);
    } finally {
      jvm.destroyForcibly();
    }
    long deadline = System.nanoTime() + GONE.toNanos();
    while (servers.stream().anyMatch(ProcessHandle::isAlive)) {
      assertThat(System.nanoTime()).as("servers outlive their JVM").isLessThan(deadline);
      Thread.onSpinWait();
    }
  }

  /**
   * Waits for the child's word that all is written, and finds its servers, their own children
   * included.
   */
  private static List<ProcessHandle> awaitServers(Process jvm, int atLeast) throws IOException {
    StringBuilder said = new StringBuilder();
    BufferedReader out =
        new BufferedReader(new InputStreamReader(jvm.getInputStream(), StandardCharsets.UTF_8));
    @Nullable String line;
    while ((line = out.readLine()) != null) {
      if (line.startsWith("PIDS ")) {
        List<ProcessHandle> servers = jvm.descendants().toList();
        assertThat(servers).hasSizeGreaterThanOrEqualTo(atLeast);
        return servers;
      }
      said.append(line).append('\n');
    }
    throw new AssertionError("the child ended early: " + said);
  }

  private static List<String> rows(LocalPostgres postgres) throws Exception {
    List<String> rows = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection(postgres.jdbcUrl());
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select x from t order by x")) {
      while (row.next()) {
        rows.add(row.getString(1));
      }
    }
    return rows;
  }
}
