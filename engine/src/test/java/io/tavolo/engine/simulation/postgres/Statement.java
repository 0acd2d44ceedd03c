package io.tavolo.engine.simulation.postgres;

import io.tavolo.engine.lane.Batch;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The statements of the product, with what is bound to them. Days count from 1970-01-01. */
public sealed interface Statement {

  /** Only reads: waits for nobody and holds nothing. */
  sealed interface Read extends Statement {}

  /** Only changes a node's row. */
  sealed interface OfNode extends Statement {
    String node();
  }

  /** {@code BatchSql.WRITE}; answers {@link Result.Fences}. */
  record Write(Batch batch) implements Statement {
    /** The rows as they are now: what the lane does with the batch later is not sent. */
    public Write {
      batch = new Sent(batch);
    }
  }

  /** {@code ShardSql.TAKE}; answers {@link Result.Taken}. */
  record Take(List<Integer> shards, String node) implements Statement {}

  /** {@code ShardSql.RELEASE}; answers {@link Result.Count}. */
  record Release(int shard, long epoch, @Nullable String successor, String node)
      implements Statement {}

  /** {@code ShardSql.REGISTER}; answers {@link Result.Count}. */
  record Register(String node, String address, long leaseMs) implements OfNode {}

  /** {@code ShardSql.RENEW}; answers {@link Result.Count}: 0 when the lease had lapsed. */
  record Renew(String node, long leaseMs) implements OfNode {}

  /** {@code ShardSql.UNREGISTER}; answers {@link Result.Count}. */
  record Unregister(String node) implements OfNode {}

  /** {@code ShardSql.LEAVE}; answers {@link Result.Count}. */
  record Leave(String node) implements OfNode {}

  /** Of tests only: the lease ran out a moment ago. Answers {@link Result.Count}. */
  record Lapse(String node) implements OfNode {}

  /** {@code PublishSql.ADVANCE}, a shard at most once; answers {@link Result.Count}. */
  record Advance(List<Cursor> cursors) implements Statement {}

  /** {@code ShardSql.HEADS}; answers {@link Result.Heads}. */
  record Heads() implements Read {}

  /** {@code ShardSql.STAYING}; answers {@link Result.Staying}. */
  record Staying() implements Read {}

  /** {@code ShardSql.CLOCK}; answers {@link Result.Time}. */
  record Clock() implements Read {}

  /** {@code LoadSql.DEFINITION}; answers {@link Result.Definition}. */
  record Definition(long restaurant) implements Read {}

  /** {@code LoadSql.STANDING}; answers {@link Result.Reservations}. */
  record Standing(long restaurant, int firstServiceDay) implements Read {}

  /** {@code LoadSql.KEYS}; answers {@link Result.Keys}. */
  record Keys(long restaurant, int firstDay, long callerKeysFromMs, long ownKeysFromMs)
      implements Read {}

  /** {@code LoadSql.LAST_EVENT}; answers {@link Result.Time}, 0 when there is none. */
  record LastEvent(int shard, int firstDay) implements Read {}

  /** {@code LoadSql.EXTERNAL_IDS}; answers {@link Result.ExternalIds}. */
  record ExternalIds(long restaurant) implements Read {}

  /** {@code LoadSql.RESERVATION}; answers {@link Result.Reservations}, one at most. */
  record OneReservation(long restaurant, long id) implements Read {}

  /** {@code LoadSql.DEADLINES}; answers {@link Result.Deadlines}. */
  record Deadlines(int shard, long afterMs, int limit) implements Read {}

  /** {@code PublishSql.CURSORS}; answers {@link Result.Cursors}. */
  record Cursors(List<Integer> shards) implements Read {}

  /** {@code PublishSql.READ}; answers {@link Result.Journal}. */
  record Journal(int shard, long afterSeq, int firstDay, int limit) implements Read {}

  /** A batch on its way. */
  record Sent(
      long number,
      List<Batch.Head> heads,
      List<Batch.JournalRow> journal,
      List<Batch.ReservationRow> reservations,
      List<Batch.DinerRow> diners,
      List<Batch.KeyRow> keys,
      List<Batch.DefinitionRow> definitions)
      implements Batch {
    Sent(Batch batch) {
      this(
          batch.number(),
          copy(batch.heads()),
          copy(batch.journal()),
          copy(batch.reservations()),
          copy(batch.diners()),
          copy(batch.keys()),
          copy(batch.definitions()));
    }

    @Override
    public String toString() {
      return "%s, %d events, %d reservations, %d diners, %d keys, %d definitions"
          .formatted(
              heads,
              journal.size(),
              reservations.size(),
              diners.size(),
              keys.size(),
              definitions.size());
    }

    private static <T> List<T> copy(Collection<T> rows) {
      return List.copyOf(rows);
    }
  }
}
