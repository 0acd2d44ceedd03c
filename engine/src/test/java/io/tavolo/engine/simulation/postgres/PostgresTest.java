package io.tavolo.engine.simulation.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.tavolo.engine.lane.Batch.FenceResult;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the model is for, in sentences; the real server holds it to all the rest. */
final class PostgresTest {
  private long nowMs = 1_795_000_000_000L;
  private final Postgres postgres = new Postgres(8, () -> nowMs);

  /** A statement's answer, as soon as there is one. */
  private static final class Asked {
    final Session session;
    final List<Result> answers = new ArrayList<>();

    Asked(Session session, Statement statement) {
      this.session = session;
      session.execute(statement, answers::add);
    }

    Result answer() {
      assertThat(answers).hasSize(1);
      return answers.get(0);
    }
  }

  private Asked ask(Statement statement) {
    return new Asked(postgres.connect(), statement);
  }

  private Result done(Statement statement) {
    Asked asked = ask(statement);
    Result answer = asked.answer();
    asked.session.commit();
    return answer;
  }

  private static Statement.Take take(String node, Integer... shards) {
    return new Statement.Take(List.of(shards), node);
  }

  private static Result.Taken taken(int shard, long epoch, long lastSeq) {
    return new Result.Taken(List.of(new Result.Shard(shard, epoch, lastSeq)));
  }

  private static Statement.Write write(Rows rows) {
    return new Statement.Write(rows);
  }

  @Test
  void shouldShutABatchOutThatWaitedForATaker() {
    done(take("a", 3));
    Asked taker = ask(take("b", 3));
    Asked batch = ask(write(new Rows().head(3, 1, 0, 1).event(3, 1)));
    assertThat(batch.session.isWaiting()).isTrue();
    taker.session.commit();
    assertThat(batch.answer())
        .isEqualTo(new Result.Fences(List.of(new FenceResult(3, 2, 0, false))));
    batch.session.commit();
    assertThat(postgres.journal(3)).isEmpty();
  }

  @Test
  void shouldTakeWithWhatTheBatchInFlightCommitted() {
    done(take("a", 3));
    Asked batch = ask(write(new Rows().head(3, 1, 0, 1).event(3, 1)));
    Asked taking = ask(take("b", 3));
    assertThat(taking.session.isWaiting()).isTrue();
    batch.session.commit();
    assertThat(taking.answer()).isEqualTo(taken(3, 2, 1));
  }

  @Test
  void shouldTakeFromNobodyAliveAndKeepTheLeaseFromBeingRenewedMeanwhile() {
    done(new Statement.Register("a", "a:1", 1_000));
    done(take("a", 3));
    assertThat(done(take("b", 3))).isEqualTo(new Result.Taken(List.of()));
    nowMs += 1_000;
    Asked taking = ask(take("b", 3));
    assertThat(taking.answer()).isEqualTo(taken(3, 2, 0));
    Asked renewal = ask(new Statement.Register("a", "a:1", 1_000));
    assertThat(renewal.session.isWaiting()).isTrue();
    taking.session.commit();
    assertThat(renewal.answer()).isEqualTo(new Result.Count(1));
  }

  @Test
  void shouldReadTheClockAfterTheWaitWhenRenewing() {
    done(new Statement.Register("a", "a:1", 1_000));
    done(take("a", 3));
    Asked taking = ask(take("b", 3));
    Asked renewal = ask(new Statement.Renew("a", 1_000));
    nowMs += 1_000;
    taking.session.commit();
    assertThat(renewal.answer()).isEqualTo(new Result.Count(0));
  }

  @Test
  void shouldStoreAllRowsOfABatchOrNone() {
    done(take("a", 3));
    postgres.poison(77);
    List<Committed> heard = new ArrayList<>();
    postgres.onCommit(heard::add);
    Rows poisoned = new Rows().head(3, 1, 0, 1).event(3, 1).diner(3, 77);
    Asked batch = ask(write(poisoned));
    assertThat(batch.answer()).isEqualTo(new Result.Failed("22P02"));
    assertThat(done(write(new Rows().head(3, 1, 0, 1).event(3, 1))))
        .isEqualTo(new Result.Fences(List.of(new FenceResult(3, 1, 0, true))));
    assertThat(heard).hasSize(1);
    assertThat(postgres.head(3).lastSeq()).isEqualTo(1);
  }

  @Test
  void shouldForgetWhatIsNotCommittedWhenItCrashes() {
    Asked taking = ask(take("a", 3));
    Asked behind = ask(take("b", 3));
    postgres.crash();
    assertThat(taking.session.isOpen()).isFalse();
    assertThat(behind.answers).isEmpty();
    assertThat(done(take("b", 3))).isEqualTo(taken(3, 1, 0));
  }

  @Test
  void shouldLetTheNextGoOnWhenAWaitIsGivenUp() {
    Asked first = ask(take("a", 3));
    Asked second = ask(take("b", 3));
    Asked third = ask(take("c", 3, 4));
    second.session.rollback();
    assertThat(third.session.isWaiting()).isTrue();
    first.session.rollback();
    assertThat(second.answers).isEmpty();
    assertThat(third.session.isWaiting()).isFalse();
  }

  @Test
  void shouldDrawWhoGoesFirstOfThoseWokenAtOnce() {
    postgres.onChoice(among -> among - 1);
    Asked holder = ask(take("a", 3, 4));
    Asked both = ask(take("b", 3, 4));
    Asked one = ask(take("c", 4));
    holder.session.commit();
    assertThat(one.session.isWaiting()).isFalse();
    assertThat(both.session.isWaiting()).isTrue();
  }
}
