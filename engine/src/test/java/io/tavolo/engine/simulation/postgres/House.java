package io.tavolo.engine.simulation.postgres;

import io.tavolo.engine.lane.Batch;
import io.tavolo.engine.reservation.Diner;
import io.tavolo.engine.reservation.ExternalId;
import io.tavolo.engine.reservation.Reservation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.agrona.collections.Long2ObjectHashMap;
import org.jspecify.annotations.Nullable;

/** One restaurant's rows, in all tables but the journal. */
final class House {
  /** The primary key of {@code command_key}, within the restaurant. */
  record KeyId(long high, long low, int day) {
    static KeyId of(Batch.KeyRow row) {
      return new KeyId(row.key().high(), row.key().low(), (int) (row.atMs() / Tables.DAY_MS));
    }
  }

  final int shard;
  Batch.@Nullable DefinitionRow definition;

  /** Stays as it was inserted. */
  @Nullable String restaurantId;

  final Long2ObjectHashMap<Batch.ReservationRow> reservations = new Long2ObjectHashMap<>();
  final Long2ObjectHashMap<Reservation> standing = new Long2ObjectHashMap<>();
  final Map<ExternalId, Long> externals = new LinkedHashMap<>();
  final Long2ObjectHashMap<Diner> diners = new Long2ObjectHashMap<>();

  /** In the order of their time. */
  final List<Batch.KeyRow> keys = new ArrayList<>();

  final Set<KeyId> keyIds = new HashSet<>();

  House(int shard) {
    this.shard = shard;
  }

  void put(Batch.KeyRow row) {
    keyIds.add(KeyId.of(row));
    int at = keys.size();
    while (at > 0 && keys.get(at - 1).atMs() > row.atMs()) {
      at--;
    }
    keys.add(at, row);
  }

  /**
   * Inserts or updates.
   *
   * @return the row before, null when there was none
   */
  Batch.@Nullable ReservationRow put(Batch.ReservationRow row) {
    Reservation after = row.reservation();
    Batch.ReservationRow before = reservations.get(after.id());
    Batch.ReservationRow stored = before == null ? row : updated(before, row);
    reservations.put(after.id(), stored);
    if (before == null && after.external() != null) {
      externals.put(after.external(), after.id());
    }
    if (after.status().occupies()) {
      standing.put(after.id(), stored.reservation());
    } else {
      standing.remove(after.id());
    }
    return before;
  }

  /** An update leaves some columns as they were. */
  private static Batch.ReservationRow updated(
      Batch.ReservationRow before, Batch.ReservationRow row) {
    Reservation old = before.reservation();
    Reservation after = row.reservation();
    if (old.createdMs() == after.createdMs() && Objects.equals(old.external(), after.external())) {
      return row;
    }
    Reservation merged =
        new Reservation(
            after.id(),
            after.status(),
            after.partySize(),
            after.startTick(),
            after.endTick(),
            after.freeTick(),
            after.serviceDay(),
            after.tables(),
            after.areaId(),
            after.areaAsked(),
            after.diner(),
            after.dinerKey(),
            old.external(),
            after.version(),
            after.holdUntilMs(),
            old.createdMs(),
            after.depositMinor(),
            after.pacingExceeded());
    return new Batch.ReservationRow(before.shard(), row.seq(), row.restaurant(), merged);
  }
}
