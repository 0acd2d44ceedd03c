package io.tavolo.postgres;

import static io.tavolo.postgres.TestDatabase.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PartitionsIT {
  private final Vertx vertx = Vertx.vertx();
  private TestDatabase test;
  private Pool pool;

  @BeforeEach
  void open() throws Exception {
    test = TestDatabase.migrated();
    pool = test.database().pool(vertx, "partitions", 2, 60_000);
    test.execute("insert into shard_head (shard) values (1), (2)");
    test.execute("insert into publish_cursor (shard) values (1), (2)");
  }

  @AfterEach
  void close() throws Exception {
    await(pool.close());
    await(vertx.close());
    test.close();
  }

  @Test
  void shouldMakeTodayAndThreeDaysAheadOnce() throws Exception {
    Partitions.Kept kept = await(at("2026-12-30T23:59:59Z").keep());
    assertThat(kept.made())
        .containsExactly(
            "journal_20261230",
            "journal_20261231",
            "journal_20270101",
            "journal_20270102",
            "command_key_20261230",
            "command_key_20261231",
            "command_key_20270101",
            "command_key_20270102");
    assertThat(kept.dropped()).isEmpty();
    assertThat(await(at("2026-12-30T23:59:59Z").keep()).made()).isEmpty();
    assertThat(await(at("2026-12-31T00:00:00Z").keep()).made())
        .containsExactly("journal_20270103", "command_key_20270103");
  }

  @Test
  void shouldPutARowIntoItsDayAndAnUnforeseenOneIntoTheDefault() throws Exception {
    await(at("2026-12-30T12:00:00Z").keep());
    journal(1, 1, "2026-12-30");
    journal(1, 2, "2027-06-01");
    assertThat(test.value("select tableoid::regclass from journal where seq = 1"))
        .isEqualTo("journal_20261230");
    assertThat(test.value("select tableoid::regclass from journal where seq = 2"))
        .isEqualTo("journal_default");
  }

  @Test
  void shouldDropThePublishedPastAndNeverWhatIsNotPublished() throws Exception {
    await(at("2026-12-01T12:00:00Z").keep());
    journal(1, 1, "2026-12-01");
    journal(2, 1, "2026-12-02");
    test.execute("update publish_cursor set published_seq = 1 where shard = 1");
    Partitions.Kept kept = await(at("2026-12-20T12:00:00Z").keep());
    assertThat(kept.dropped())
        .containsExactly(
            "journal_20261201",
            "journal_20261203",
            "journal_20261204",
            "command_key_20261201",
            "command_key_20261202",
            "command_key_20261203",
            "command_key_20261204");
    test.execute("update publish_cursor set published_seq = 1 where shard = 2");
    assertThat(await(at("2026-12-20T12:00:00Z").keep()).dropped())
        .containsExactly("journal_20261202");
  }

  @Test
  void shouldKeepKeysForThreeDaysAndTheJournalForItsRetention() throws Exception {
    await(at("2026-12-01T12:00:00Z").keep());
    assertThat(await(at("2026-12-04T23:00:00Z").keep()).dropped()).isEmpty();
    assertThat(await(at("2026-12-05T00:00:00Z").keep()).dropped())
        .containsExactly("command_key_20261201");
  }

  @Test
  void shouldSweepTheDefaultPartitionsOfWhatIsPast() throws Exception {
    journal(1, 1, "2026-12-01");
    journal(2, 1, "2026-12-01");
    test.execute("update publish_cursor set published_seq = 1 where shard = 1");
    test.execute("insert into command_key values (1, 1, 1, 1, 1, 1, '2026-12-01', 1, true)");
    await(at("2026-12-20T12:00:00Z").keep());
    assertThat(test.value("select string_agg(shard::text, ' ') from journal")).isEqualTo("2");
    assertThat(test.value("select count(*) from command_key")).isEqualTo("0");
  }

  @Test
  void shouldMakePartitionsWhileRowsAreBeingWritten() throws Exception {
    try (Connection writer = test.connect();
        Statement statement = writer.createStatement()) {
      await(at("2026-12-01T12:00:00Z").keep());
      writer.setAutoCommit(false);
      statement.execute("insert into journal values (1, 1, 1, 1, 1, 1, 1, '2026-12-01', '')");
      assertThat(await(at("2026-12-02T12:00:00Z").keep()).made())
          .containsExactly("journal_20261205", "command_key_20261205");
      writer.rollback();
    }
  }

  @Test
  void shouldLeaveForLaterWhatARowIsInTheWayOf() throws Exception {
    journal(1, 1, "2026-12-02");
    assertThat(await(at("2026-12-01T12:00:00Z").keep()).made())
        .contains("journal_20261201", "journal_20261203")
        .doesNotContain("journal_20261202");
  }

  private Partitions at(String now) {
    return new Partitions(pool, InstantSource.fixed(Instant.parse(now)), 10);
  }

  private void journal(int shard, long seq, String day) throws Exception {
    test.execute(
        "insert into journal values (%d, 1, 1, 1, 1, 1, %d, '%s', '')".formatted(seq, shard, day));
  }
}
