package io.tavolo.engine.lane;

import io.tavolo.engine.reservation.Diner;
import io.tavolo.engine.reservation.Event;
import io.tavolo.engine.reservation.Reservation;
import io.tavolo.engine.restaurant.Restaurant;
import java.util.Collection;
import java.util.List;

/**
 * What one statement commits: the heads it is fenced by, and the rows. Each reservation, diner and
 * definition stands in it once, as it is after the batch; the journal has every event. Not changed
 * any more once it is handed to {@link LaneEffects#commit}.
 */
public interface Batch {
  /** Counts the lane's batches; a batch that is sent again keeps its number. */
  long number();

  /** One for each shard that has a row in it, in ascending order of the shard. */
  List<Head> heads();

  List<JournalRow> journal();

  Collection<ReservationRow> reservations();

  Collection<DinerRow> diners();

  Collection<KeyRow> keys();

  Collection<DefinitionRow> definitions();

  /**
   * The fence: passes when the shard's row has this epoch and {@code previousSeq}, and sets {@code
   * nextSeq}.
   */
  record Head(int shard, long epoch, long previousSeq, long nextSeq) {}

  /**
   * One event.
   *
   * @param atMs the lane's time, milliseconds since the epoch; never falls within a shard
   * @param key of the command, as {@code trace} is
   */
  record JournalRow(
      int shard,
      long seq,
      long restaurant,
      String restaurantId,
      long atMs,
      Event event,
      CommandKey key,
      TraceContext trace) {
    /** An event of a command that no request brought. */
    public JournalRow(
        int shard,
        long seq,
        long restaurant,
        String restaurantId,
        long atMs,
        Event event,
        CommandKey key) {
      this(shard, seq, restaurant, restaurantId, atMs, event, key, TraceContext.NONE);
    }
  }

  /** A reservation after the batch; {@code seq} is its newest event's. */
  record ReservationRow(int shard, long seq, long restaurant, Reservation reservation) {}

  record DinerRow(int shard, long restaurant, Diner diner) {}

  /**
   * A command's answer.
   *
   * @param outcome see {@link Outcome}
   * @param reservation the reservation made or changed, or 0
   */
  record KeyRow(
      int shard, long restaurant, CommandKey key, short outcome, long reservation, long atMs) {}

  /** A restaurant's whole definition after the batch. */
  record DefinitionRow(int shard, long seq, long restaurant, Restaurant definition) {}

  /**
   * What the fence said of one shard.
   *
   * @param epoch the row's epoch, whether it passed or not
   * @param lastSeq the row's sequence before the batch
   */
  record FenceResult(int shard, long epoch, long lastSeq, boolean passed) {}
}
