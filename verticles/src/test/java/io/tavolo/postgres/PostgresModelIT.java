package io.tavolo.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.tavolo.engine.RandomHistories;
import io.vertx.core.Vertx;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Holds the simulator's model of Postgres to the real one: random schedules of two to four
 * sessions, statement by statement, each session with a transaction of one statement. After every
 * step the same sessions wait and the same answers have come, and at the end the same rows are
 * there.
 *
 * <p>Leases last an hour or have lapsed by a statement, so no clock matters. Which of several
 * sessions that are woken at once goes first is chance on the server: {@link ModelSide} accepts any
 * of them.
 */
final class PostgresModelIT {
  private static final int STEPS = 60;
  private static final int MOST_SESSIONS = 4;

  /** What the statements mean must not depend on the plan: each session prefers others. */
  private static final List<Map<String, String>> PLANNERS =
      List.of(
          Map.of(),
          Map.of("plan_cache_mode", "force_generic_plan"),
          Map.of("enable_hashjoin", "off", "enable_hashagg", "off", "enable_seqscan", "off"),
          Map.of(
              "plan_cache_mode", "force_generic_plan",
              "enable_hashjoin", "off",
              "enable_mergejoin", "off"));

  private static final SchedulesTally tally = new SchedulesTally();
  private static Vertx vertx;
  private static TestDatabase test;
  private static RealSide real;
  private static TableRows rows;

  @BeforeAll
  static void open() throws Exception {
    vertx = Vertx.vertx();
    test = TestDatabase.migrated();
    test.execute(
        """
        create function refuse_poison() returns trigger language plpgsql as $$
        begin
          if new.ref = %d then
            raise exception 'poison' using errcode = '22P02';
          end if;
          return new;
        end $$;
        create trigger poison before insert on diner for each row execute function refuse_poison();
        insert into shard_head (shard) select generate_series(0, %d);
        insert into publish_cursor (shard) select generate_series(0, %d);
        """
            .formatted(
                RandomBatch.POISON, RandomStatements.SHARDS - 1, RandomStatements.SHARDS - 1));
    real = new RealSide(vertx, test, PLANNERS);
    rows = new TableRows(vertx, test);
  }

  @AfterAll
  static void close() throws Exception {
    real.close();
    rows.close();
    test.close();
  }

  @Test
  void shouldWaitAnswerAndStoreAsTheServerDoes() {
    RandomHistories.run(0.75, PostgresModelIT::schedule);
    if (!RandomHistories.isReplay()) {
      // On a slow machine what is rare takes longer.
      for (int more = 0; more < 20 && !tally.never().isEmpty(); more++) {
        RandomHistories.run(0.1, PostgresModelIT::schedule);
      }
      assertThat(tally.never()).as("never happened, of %s", tally).isEmpty();
    }
    System.out.println(tally);
  }

  private static void schedule(SplittableRandom random, RandomHistories.Steps count) {
    try {
      test.execute(RandomStatements.START);
      int sessions = 2 + random.nextInt(MOST_SESSIONS - 1);
      ModelSide model =
          new ModelSide(
              RandomStatements.SHARDS,
              sessions,
              TestBatch.AT_MS,
              RandomBatch.POISON,
              RandomStatements.START_OF_MODEL);
      new Schedule(random, count, sessions, model, real, tally).run(STEPS);
      tally.searched(model.searches(), model.longestSearch());
      assertThat(rows.stored()).isEqualTo(TableRows.of(model.postgres()));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
