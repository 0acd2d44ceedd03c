package io.tavolo.engine.simulation.postgres;

import io.tavolo.engine.lane.Batch;
import io.tavolo.engine.lane.Loaded;
import io.tavolo.engine.reservation.Reservation;
import io.tavolo.engine.restaurant.Restaurant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a statement answers. Where the product's statement has no order, ours is by key. */
public sealed interface Result {
  /** The statement failed and its transaction is rolled back. */
  record Failed(String sqlState) implements Result {}

  /** One a head of the batch, in the order of the shards. */
  record Fences(List<Batch.FenceResult> heads) implements Result {}

  record Taken(List<Shard> shards) implements Result {}

  /** A shard that is the taker's now. */
  record Shard(int shard, long epoch, long lastSeq) {}

  /** How many rows were written. */
  record Count(int rows) implements Result {}

  record Heads(List<HeadView> heads) implements Result {}

  /**
   * A shard as it was a moment ago.
   *
   * @param address the owner's, null when it has no row
   * @param leaseLeftMs what the owner's lease still ran; 0 or less when it did not
   */
  record HeadView(Head head, @Nullable String address, long leaseLeftMs) {}

  record Staying(List<String> nodes) implements Result {}

  /** Milliseconds since the epoch. */
  record Time(long ms) implements Result {}

  record Definition(@Nullable Restaurant definition) implements Result {}

  record Reservations(List<Reservation> rows) implements Result {}

  record Keys(List<Batch.KeyRow> rows) implements Result {}

  record ExternalIds(List<Loaded.External> rows) implements Result {}

  record Deadlines(List<Loaded.Deadline> rows) implements Result {}

  record Cursors(List<Cursor> rows) implements Result {}

  /** Rows as they were written; of a key only {@code high} and {@code low} are stored. */
  record Journal(List<JournalEntry> rows) implements Result {}
}
