package io.tavolo.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a command costs the database when many come at once, in figures that do not hang on how fast
 * the machine is.
 */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class CostIT {
  private static final int DINERS = 64;
  private static final int TABLES = 100;
  private static final int DAYS = 60;
  private static final int WARM_UP = 2_000;
  private static final int ANSWERS = 6_000;

  /** A booking writes four rows and five entries of indexes; a cancellation about half of that. */
  private static final double WAL_BYTES = 2_000;

  /** Commands share a commit: some ten of them, of 64 that come at once. */
  private static final double COMMITS = 0.25;

  private static final double FSYNCS = 0.3;

  /** What the database has done so far. */
  private record Work(long walBytes, long commits, long fsyncs) {
    Work minus(Work before) {
      return new Work(walBytes - before.walBytes, commits - before.commits, fsyncs - before.fsyncs);
    }
  }

  @Test
  void shouldShareCommitsAndWriteLittle(@TempDir Path dir) throws Exception {
    try (OutsideServers servers = new OutsideServers(dir);
        NodeProcess node = new NodeProcess(dir.resolve("node"), servers.settings(Map.of()))) {
      node.start();
      Houses.create(node, "full", TABLES);
      Diners diners = new Diners(List.of(node), List.of("full"), DAYS);
      diners.come(DINERS, 1);
      diners.awaitAnswers(WARM_UP);
      double commandsBefore = node.metric("tavolo_batch_commands_sum");
      Work before = work(servers);
      diners.awaitAnswers(ANSWERS);
      Work work = work(servers).minus(before);
      double commands = node.metric("tavolo_batch_commands_sum") - commandsBefore;
      diners.leave();
      System.out.printf(
          "a command: %.0f bytes of WAL, %.2f commits, %.2f fsyncs%n",
          work.walBytes() / commands, work.commits() / commands, work.fsyncs() / commands);
      assertThat(commands).isGreaterThan(ANSWERS / 2.0);
      assertThat(work.walBytes() / commands).isLessThan(WAL_BYTES);
      assertThat(work.commits() / commands).isLessThan(COMMITS);
      assertThat(work.fsyncs() / commands).isLessThan(FSYNCS);
    }
  }

  /** All that is under way is in it once sessions have told: they do within a second. */
  private static Work work(OutsideServers servers) throws Exception {
    try (Connection connection = servers.sql();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                """
                select pg_current_wal_lsn() - '0/0',
                       (select sum(xact_commit) from pg_stat_database),
                       (select sum(fsyncs) from pg_stat_io where object = 'wal')
                """)) {
      row.next();
      return new Work(row.getLong(1), row.getLong(2), row.getLong(3));
    }
  }
}
