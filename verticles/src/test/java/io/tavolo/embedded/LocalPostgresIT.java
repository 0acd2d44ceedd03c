package io.tavolo.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalPostgresIT {
  @TempDir Path dir;

  @Test
  void shouldKeepWhatWasWrittenOverARestart() throws Exception {
    try (LocalPostgres postgres = LocalPostgres.start(dir)) {
      execute(postgres, "create table t(x text)");
      execute(postgres, "insert into t values ('übrig')");
    }
    try (LocalPostgres postgres = LocalPostgres.start(dir)) {
      assertThat(query(postgres, "select x from t")).isEqualTo("übrig");
    }
  }

  @Test
  void shouldBeDurableAndSpeakUtf8() throws Exception {
    try (LocalPostgres postgres = LocalPostgres.start(dir)) {
      assertThat(query(postgres, "show fsync")).isEqualTo("on");
      assertThat(query(postgres, "show full_page_writes")).isEqualTo("on");
      assertThat(query(postgres, "show synchronous_commit")).isEqualTo("on");
      assertThat(query(postgres, "show server_encoding")).isEqualTo("UTF8");
      assertThat(query(postgres, "select upper('ü')")).isEqualTo("Ü");
      assertThat(query(postgres, "select current_user || '@' || current_database()"))
          .isEqualTo("tavolo@tavolo");
    }
  }

  @Test
  void shouldAskForThePasswordAlsoOnLoopback() throws Exception {
    try (LocalPostgres postgres = LocalPostgres.start(dir)) {
      String open = "jdbc:postgresql://" + postgres.place() + "/tavolo?user=tavolo&password=guess";
      assertThatThrownBy(() -> DriverManager.getConnection(open).close())
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("authentication failed");
    }
  }

  @Test
  void shouldLiveOnWhenTheThreadThatStartedItEnds() throws Exception {
    CompletableFuture<LocalPostgres> started = new CompletableFuture<>();
    Thread starter =
        new Thread(
            () -> {
              try {
                started.complete(LocalPostgres.start(dir));
              } catch (IOException e) {
                started.completeExceptionally(e);
              }
            },
            "brief-starter");
    starter.start();
    try (LocalPostgres postgres = started.get()) {
      starter.join();
      awaitGoneFromKernel("brief-starter");
      for (int i = 0; i < 20; i++) {
        assertThat(query(postgres, "select 1")).isEqualTo("1");
      }
    }
  }

  @Test
  void shouldTakeOverTheFolderOfAServerThatWasKilled() throws Exception {
    LocalPostgres killed = LocalPostgres.start(dir);
    execute(killed, "create table t(x int)");
    execute(killed, "insert into t values (7)");
    ProcessHandle.of(killed.pid()).orElseThrow().destroyForcibly();
    try (LocalPostgres postgres = LocalPostgres.start(dir)) {
      assertThat(query(postgres, "select x from t")).isEqualTo("7");
    }
  }

  @Test
  void shouldStopAServerThatWasLeftAndTakeOverItsFolder() throws Exception {
    LocalPostgres left = LocalPostgres.start(dir);
    execute(left, "create table t(x int)");
    execute(left, "insert into t values (7)");
    try (LocalPostgres postgres = LocalPostgres.start(dir)) {
      assertThat(query(postgres, "select x from t")).isEqualTo("7");
      assertThat(ProcessHandle.of(left.pid())).isEmpty();
    }
  }

  @Test
  void shouldIgnoreAPidfileWhoseNumberNowIsAnotherProcess() throws Exception {
    LocalPostgres.start(dir).close();
    Files.writeString(
        dir.resolve("data/postmaster.pid"), ProcessHandle.current().pid() + "\nelsewhere\n");
    try (LocalPostgres postgres = LocalPostgres.start(dir)) {
      assertThat(query(postgres, "select 1")).isEqualTo("1");
    }
  }

  @Test
  void shouldSayInPostgresOwnWordsWhyItDidNotStart() throws Exception {
    LocalPostgres.start(dir).close();
    Files.writeString(dir.resolve("data/PG_VERSION"), "9\n");
    assertThatThrownBy(() -> LocalPostgres.start(dir))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("database files are incompatible with server");
  }

  @Test
  void shouldStartConcurrentlyInFoldersOfTheirOwn() throws Exception {
    CompletableFuture<String> one = CompletableFuture.supplyAsync(() -> startAndAsk("one"));
    CompletableFuture<String> two = CompletableFuture.supplyAsync(() -> startAndAsk("two"));
    assertThat(join(one)).isEqualTo("1");
    assertThat(join(two)).isEqualTo("1");
  }

  private String startAndAsk(String name) {
    try (LocalPostgres postgres = LocalPostgres.start(dir.resolve(name))) {
      return query(postgres, "select 1");
    } catch (IOException | SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String join(CompletableFuture<String> future) throws InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw new AssertionError(e.getCause());
    }
  }

  /** The death signal goes out when the kernel's thread ends, a moment after Java's. */
  private static void awaitGoneFromKernel(String threadName) throws IOException {
    long deadline = System.nanoTime() + 10_000_000_000L;
    while (kernelThreads().contains(threadName)) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      Thread.onSpinWait();
    }
  }

  private static List<String> kernelThreads() throws IOException {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> tasks = Files.newDirectoryStream(Path.of("/proc/self/task"))) {
      for (Path task : tasks) {
        try {
          names.add(Files.readString(task.resolve("comm")).strip());
        } catch (IOException e) {
          // It ended while the folder was being read.
        }
      }
    }
    return names;
  }

  private static void execute(LocalPostgres postgres, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(postgres.jdbcUrl());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String query(LocalPostgres postgres, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(postgres.jdbcUrl());
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      assertThat(row.next()).isTrue();
      return row.getString(1);
    }
  }
}
