package io.tavolo.engine.lane;

import static org.assertj.core.api.Assertions.assertThat;

import io.tavolo.engine.journal.EventCodec;
import io.tavolo.engine.reservation.Event;
import io.tavolo.engine.reservation.ExternalId;
import io.tavolo.engine.reservation.Floor;
import io.tavolo.engine.reservation.Reservation;
import io.tavolo.engine.reservation.RestaurantState;
import io.tavolo.engine.reservation.Status;
import io.tavolo.engine.restaurant.Restaurant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the database keeps of several shards, with the meaning of its statements; what must hold of
 * the rows is checked at every commit.
 */
final class Durable {
  static final int NOBODY = -1;

  /** A shard's row. */
  static final class Head {
    int owner = NOBODY;
    long epoch;
    long lastSeq;
  }

  private record Row(long restaurant, long id) {}

  private record KeyId(long high, long low) {}

  /** A restaurant after one of its events. */
  record Version(Restaurant definition, Collection<Reservation> standing) {}

  /** One restaurant's rows. */
  private static final class House {
    final int shard;
    final Restaurant first;
    Restaurant definition;
    final Map<KeyId, Batch.KeyRow> keys = new LinkedHashMap<>();
    final Map<ExternalId, Long> externals = new HashMap<>();
    final Map<Long, Reservation> standing = new HashMap<>();
    final List<Version> versions = new ArrayList<>();

    House(int shard, Restaurant definition) {
      this.shard = shard;
      this.first = definition;
      this.definition = definition;
      versions.add(new Version(definition, List.of()));
    }
  }

  final List<Head> heads = new ArrayList<>();

  /** Diners the database takes offence at. */
  final Set<Long> poison = new HashSet<>();

  private final Map<Long, House> houses = new LinkedHashMap<>();
  private final Map<Row, Reservation> reservations = new LinkedHashMap<>();
  private final Map<Row, Set<Reservation>> states = new HashMap<>();
  private final List<Batch.JournalRow> journal = new ArrayList<>();
  private final Map<Integer, Long> lastEventMs = new HashMap<>();

  Durable(int shards) {
    for (int i = 0; i < shards; i++) {
      heads.add(new Head());
    }
  }

  void create(long restaurant, int shard, Restaurant definition) {
    houses.put(restaurant, new House(shard, definition));
  }

  Head head(int shard) {
    return heads.get(shard);
  }

  private House house(long restaurant) {
    return Objects.requireNonNull(houses.get(restaurant));
  }

  // ---- statements

  /** Whether the batch breaks off: for a poisoned row, or a key that is there already. */
  boolean refuses(Batch batch) {
    Set<Integer> passing = new HashSet<>();
    batch.heads().stream().filter(this::passes).forEach(head -> passing.add(head.shard()));
    return batch.diners().stream()
            .anyMatch(row -> passing.contains(row.shard()) && poison.contains(row.diner().ref()))
        || batch.keys().stream()
            .anyMatch(row -> passing.contains(row.shard()) && knows(row.restaurant(), row.key()));
  }

  private boolean passes(Batch.Head want) {
    Head head = head(want.shard());
    return want.epoch() == head.epoch && want.previousSeq() == head.lastSeq;
  }

  boolean knows(long restaurant, CommandKey key) {
    return house(restaurant).keys.containsKey(new KeyId(key.high(), key.low()));
  }

  /** The batch statement. */
  List<Batch.FenceResult> land(Batch batch) {
    List<Batch.FenceResult> results = new ArrayList<>();
    for (Batch.Head want : batch.heads()) {
      Head head = head(want.shard());
      boolean passed = passes(want);
      results.add(new Batch.FenceResult(want.shard(), head.epoch, head.lastSeq, passed));
      if (passed) {
        store(batch, want);
      }
    }
    return results;
  }

  private void store(Batch batch, Batch.Head want) {
    int shard = want.shard();
    long seq = head(shard).lastSeq;
    for (Batch.JournalRow row : batch.journal()) {
      if (row.shard() == shard) {
        assertThat(row.seq()).isEqualTo(++seq);
        append(row);
      }
    }
    assertThat(want.nextSeq()).isEqualTo(seq);
    head(shard).lastSeq = seq;
    batch.reservations().stream()
        .filter(row -> row.shard() == shard)
        .forEach(
            row ->
                reservations.put(
                    new Row(row.restaurant(), row.reservation().id()), row.reservation()));
    batch.definitions().stream()
        .filter(row -> row.shard() == shard)
        .forEach(row -> house(row.restaurant()).definition = row.definition());
    for (Batch.KeyRow row : batch.keys()) {
      if (row.shard() == shard) {
        KeyId id = new KeyId(row.key().high(), row.key().low());
        house(row.restaurant()).keys.put(id, row);
      }
    }
    houses.forEach(
        (number, house) -> {
          if (house.shard == shard) {
            checkRows(number, house);
          }
        });
  }

  private void append(Batch.JournalRow row) {
    journal.add(row);
    Long before = lastEventMs.put(row.shard(), row.atMs());
    assertThat(row.atMs()).as("a shard's time").isGreaterThanOrEqualTo(before == null ? 0 : before);
    House house = house(row.restaurant());
    Restaurant definition = house.versions.get(house.versions.size() - 1).definition();
    if (row.event() instanceof Event.OfReservation change) {
      Reservation after = change.after();
      Row id = new Row(row.restaurant(), after.id());
      boolean fresh = states.computeIfAbsent(id, r -> new HashSet<>()).isEmpty();
      boolean creates = change.kind() == Event.Kind.BOOKED || change.kind() == Event.Kind.HELD;
      assertThat(creates).as("%s of %s", change.kind(), id).isEqualTo(fresh);
      states.get(id).add(after);
      if (creates && after.external() != null) {
        assertThat(house.externals.put(after.external(), after.id())).isNull();
      }
      house.standing.remove(after.id());
      if (after.status().occupies()) {
        house.standing.put(after.id(), after);
      }
    } else if (row.event() instanceof Event.FloorPlanChanged change) {
      definition = definition.withFloorPlan(change.floorPlan());
    } else if (row.event() instanceof Event.PoliciesChanged change) {
      definition = definition.withPolicies(change.policies());
    }
    house.versions.add(new Version(definition, List.copyOf(house.standing.values())));
    checkTables(house.standing.values());
  }

  /** No table is taken twice. */
  private static void checkTables(Collection<Reservation> standing) {
    Map<String, List<Reservation>> byTable = new HashMap<>();
    for (Reservation r : standing) {
      List<Reservation> others = byTable.computeIfAbsent(r.tables().get(0), t -> new ArrayList<>());
      for (Reservation other : others) {
        assertThat(r.startTick() >= other.endTick() || other.startTick() >= r.endTick())
            .as("%s beside %s", r, other)
            .isTrue();
      }
      others.add(r);
    }
  }

  /** The rows are what the journal says. */
  private void checkRows(long number, House house) {
    Map<Long, Reservation> taking = new HashMap<>();
    reservations.forEach(
        (row, reservation) -> {
          if (row.restaurant() == number && reservation.status().occupies()) {
            taking.put(row.id(), reservation);
          }
        });
    assertThat(taking).isEqualTo(house.standing);
    assertThat(house.definition)
        .isEqualTo(house.versions.get(house.versions.size() - 1).definition());
  }

  Loaded load(long restaurant) {
    House house = houses.get(restaurant);
    return house == null
        ? new Loaded(null, List.of(), List.of(), List.of(), 0)
        : new Loaded(
            house.definition,
            List.copyOf(house.standing.values()),
            List.copyOf(house.keys.values()),
            house.externals.entrySet().stream()
                .map(e -> new Loaded.External(e.getKey(), e.getValue()))
                .toList(),
            lastEventMs.getOrDefault(house.shard, 0L));
  }

  @Nullable Reservation reservation(long restaurant, long id) {
    return reservations.get(new Row(restaurant, id));
  }

  /** The shard's holds that run out later than so, earliest first. */
  List<Loaded.Deadline> holds(int shard, long afterMs) {
    return reservations.entrySet().stream()
        .filter(e -> house(e.getKey().restaurant()).shard == shard)
        .filter(e -> e.getValue().status() == Status.HELD)
        .filter(e -> e.getValue().holdUntilMs() > afterMs)
        .map(
            e ->
                new Loaded.Deadline(
                    e.getKey().restaurant(), e.getKey().id(), e.getValue().holdUntilMs()))
        .sorted(Comparator.comparingLong(Loaded.Deadline::atMs))
        .toList();
  }

  // ---- what the checks ask

  /** How many events the restaurant has seen. */
  int version(long restaurant) {
    House house = houses.get(restaurant);
    return house == null ? 0 : house.versions.size() - 1;
  }

  List<Version> versions(long restaurant, int from) {
    List<Version> all = house(restaurant).versions;
    return all.subList(from, all.size());
  }

  boolean wasOnceSo(long restaurant, Reservation reservation) {
    return states
        .getOrDefault(new Row(restaurant, reservation.id()), Set.of())
        .contains(reservation);
  }

  boolean isStored(Batch.JournalRow row) {
    return journal.contains(row);
  }

  long latestHoldMs() {
    return reservations.values().stream().mapToLong(Reservation::holdUntilMs).max().orElse(0);
  }

  /** A state that has read every byte of the restaurant's journal, and is what the rows say. */
  RestaurantState replay(long restaurant) {
    House house = house(restaurant);
    RestaurantState state = new RestaurantState();
    state.restore(house.first, List.of());
    journal.stream()
        .filter(row -> row.restaurant() == restaurant)
        .forEach(row -> state.evolve(EventCodec.decode(EventCodec.encode(row.event()))));
    Map<Long, Reservation> standing = new HashMap<>();
    state.standing().forEach(r -> standing.put(r.id(), r));
    assertThat(standing).isEqualTo(house.standing);
    Floor floor = Objects.requireNonNull(state.floor());
    assertThat(floor.definition()).isEqualTo(house.definition);
    return state;
  }
}
