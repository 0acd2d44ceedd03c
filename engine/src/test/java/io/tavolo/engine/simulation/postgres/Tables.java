package io.tavolo.engine.simulation.postgres;

import io.tavolo.engine.id.RestaurantNumber;
import io.tavolo.engine.lane.Batch;
import io.tavolo.engine.lane.Loaded;
import io.tavolo.engine.reservation.ExternalId;
import io.tavolo.engine.reservation.Status;
import io.tavolo.engine.restaurant.Restaurant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.agrona.collections.Long2ObjectHashMap;
import org.jspecify.annotations.Nullable;

/** The committed rows that batches write, and the constraints on them. */
final class Tables {
  static final long DAY_MS = 86_400_000;
  static final String NOT_UNIQUE = "23505";

  /** A row that ON CONFLICT would update twice. */
  static final String ROW_TWICE = "21000";

  /** One shard's part of them. */
  static final class Shard {
    /** In the order of their sequence. */
    final List<JournalEntry> journal = new ArrayList<>();

    final TreeSet<Loaded.Deadline> holds =
        new TreeSet<>(
            Comparator.comparingLong(Loaded.Deadline::atMs)
                .thenComparingLong(Loaded.Deadline::restaurant)
                .thenComparingLong(Loaded.Deadline::reservation));
  }

  private static final House EMPTY = new House(-1);

  private final List<Shard> shards = new ArrayList<>();
  private final Long2ObjectHashMap<House> houses = new Long2ObjectHashMap<>();
  private final List<Long> numbers = new ArrayList<>();
  private final Set<String> restaurantIds = new HashSet<>();

  Tables(int count) {
    for (int shard = 0; shard < count; shard++) {
      shards.add(new Shard());
    }
  }

  void create(Restaurant definition) {
    long number = RestaurantNumber.of(definition.profile().restaurantId());
    put(
        new Batch.DefinitionRow(
            RestaurantNumber.shardOf(number, shards.size()), 0, number, definition));
  }

  Shard shard(int shard) {
    return shards.get(shard);
  }

  /** Of a restaurant without rows, an empty one that is not to be written to. */
  House house(long restaurant) {
    House house = houses.get(restaurant);
    return house == null ? EMPTY : house;
  }

  List<Long> restaurants() {
    return List.copyOf(numbers);
  }

  // ---- constraints; within a batch by comparing all pairs, which are few

  @Nullable String refusesDefinitions(List<Batch.DefinitionRow> rows) {
    for (int i = 0; i < rows.size(); i++) {
      Batch.DefinitionRow row = rows.get(i);
      String id = row.definition().profile().restaurantId();
      boolean inserts = house(row.restaurant()).definition == null;
      if (inserts && restaurantIds.contains(id)) {
        return NOT_UNIQUE;
      }
      for (int j = 0; j < i; j++) {
        Batch.DefinitionRow other = rows.get(j);
        if (other.restaurant() == row.restaurant()) {
          return ROW_TWICE;
        }
        if (inserts
            && house(other.restaurant()).definition == null
            && other.definition().profile().restaurantId().equals(id)) {
          return NOT_UNIQUE;
        }
      }
    }
    return null;
  }

  @Nullable String refusesKeys(List<Batch.KeyRow> rows) {
    for (int i = 0; i < rows.size(); i++) {
      Batch.KeyRow row = rows.get(i);
      House.KeyId id = House.KeyId.of(row);
      if (house(row.restaurant()).keyIds.contains(id)) {
        return NOT_UNIQUE;
      }
      for (int j = 0; j < i; j++) {
        Batch.KeyRow other = rows.get(j);
        if (other.key().high() == id.high()
            && other.restaurant() == row.restaurant()
            && House.KeyId.of(other).equals(id)) {
          return NOT_UNIQUE;
        }
      }
    }
    return null;
  }

  @Nullable String refusesJournal(List<JournalEntry> rows) {
    for (int i = 0; i < rows.size(); i++) {
      JournalEntry entry = rows.get(i);
      List<JournalEntry> there = shard(entry.row().shard()).journal;
      int at = there.size() - 1;
      for (; at >= 0 && there.get(at).row().seq() >= entry.row().seq(); at--) {
        if (isSame(there.get(at), entry)) {
          return NOT_UNIQUE;
        }
      }
      for (int j = 0; j < i; j++) {
        if (isSame(rows.get(j), entry)) {
          return NOT_UNIQUE;
        }
      }
    }
    return null;
  }

  private static boolean isSame(JournalEntry a, JournalEntry b) {
    return a.row().seq() == b.row().seq()
        && a.row().shard() == b.row().shard()
        && a.day() == b.day();
  }

  @Nullable String refusesReservations(List<Batch.ReservationRow> rows) {
    for (int i = 0; i < rows.size(); i++) {
      Batch.ReservationRow row = rows.get(i);
      House house = house(row.restaurant());
      boolean inserts = !house.reservations.containsKey(row.reservation().id());
      ExternalId external = inserts ? row.reservation().external() : null;
      for (int j = 0; j < i; j++) {
        Batch.ReservationRow other = rows.get(j);
        if (other.restaurant() == row.restaurant()) {
          if (other.reservation().id() == row.reservation().id()) {
            return ROW_TWICE;
          }
          if (external != null
              && external.equals(other.reservation().external())
              && !house.reservations.containsKey(other.reservation().id())) {
            return NOT_UNIQUE;
          }
        }
      }
      if (external != null && house.externals.containsKey(external)) {
        return NOT_UNIQUE;
      }
    }
    return null;
  }

  // ---- a commit

  void apply(Committed rows) {
    rows.definitions().forEach(this::put);
    for (Batch.KeyRow row : rows.keys()) {
      houseToWrite(row.restaurant(), row.shard()).put(row);
    }
    for (Batch.DinerRow row : rows.diners()) {
      houseToWrite(row.restaurant(), row.shard()).diners.put(row.diner().ref(), row.diner());
    }
    rows.journal().forEach(this::append);
    rows.reservations().forEach(this::put);
  }

  private void put(Batch.DefinitionRow row) {
    House house = houseToWrite(row.restaurant(), row.shard());
    house.definition = row;
    if (house.restaurantId == null) {
      house.restaurantId = row.definition().profile().restaurantId();
      restaurantIds.add(house.restaurantId);
    }
  }

  private void append(JournalEntry entry) {
    List<JournalEntry> journal = shard(entry.row().shard()).journal;
    int at = journal.size();
    while (at > 0 && journal.get(at - 1).row().seq() > entry.row().seq()) {
      at--;
    }
    journal.add(at, entry);
  }

  private void put(Batch.ReservationRow row) {
    House house = houseToWrite(row.restaurant(), row.shard());
    TreeSet<Loaded.Deadline> holds = shard(row.shard()).holds;
    Batch.ReservationRow before = house.put(row);
    if (before != null && isHold(before)) {
      holds.remove(deadline(before));
    }
    if (isHold(row)) {
      holds.add(deadline(row));
    }
  }

  private static boolean isHold(Batch.ReservationRow row) {
    return row.reservation().holdUntilMs() > 0 && row.reservation().status() == Status.HELD;
  }

  private static Loaded.Deadline deadline(Batch.ReservationRow row) {
    return new Loaded.Deadline(
        row.restaurant(), row.reservation().id(), row.reservation().holdUntilMs());
  }

  private House houseToWrite(long restaurant, int shard) {
    House house = houses.get(restaurant);
    if (house == null) {
      house = new House(shard);
      houses.put(restaurant, house);
      numbers.add(restaurant);
    }
    if (house.shard != shard) {
      throw new AssertionError(
          "restaurant %d in shard %d (expected: %d, as before)"
              .formatted(restaurant, shard, house.shard));
    }
    return house;
  }
}
