package io.tavolo.engine.simulation.check;

import io.tavolo.engine.availability.DaySnapshot;
import io.tavolo.engine.lane.Batch;
import io.tavolo.engine.naive.NaiveHouse;
import io.tavolo.engine.reservation.Event;
import io.tavolo.engine.reservation.ExternalId;
import io.tavolo.engine.reservation.Floor;
import io.tavolo.engine.reservation.Reservation;
import io.tavolo.engine.reservation.RestaurantState;
import io.tavolo.engine.restaurant.Restaurant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.agrona.collections.Long2ObjectHashMap;
import org.jspecify.annotations.Nullable;

/**
 * One restaurant as the database has it: its versions (version {@code v} is the state after {@code
 * v} events), the state replayed to the newest, and its rows.
 */
final class Ledger {
  /**
   * How a version came about.
   *
   * @param step the step at which it was committed
   */
  record Version(Event event, long epoch, long seq, long atMs, long step) {}

  /** A reservation: its states by version, and its row. */
  static final class Track {
    private final List<Reservation> states = new ArrayList<>();
    private final List<Integer> versions = new ArrayList<>();

    /** Of its newest event. */
    long seq;

    /** The step whose commit has its newest event. */
    long changedStep;

    Batch.@Nullable ReservationRow row;

    /** The step whose commit has the row. */
    long rowStep;

    int since() {
      return versions.get(0);
    }

    Reservation newest() {
      return states.get(states.size() - 1);
    }

    /** As it stood at the version, which is not before {@link #since}. */
    Reservation at(int version) {
      int i = states.size() - 1;
      while (versions.get(i) > version) {
        i--;
      }
      return states.get(i);
    }

    /** Whether it stood so at a version of the window. */
    boolean wasSo(Reservation state, int from, int to) {
      for (int i = states.size() - 1; i >= 0; i--) {
        if (versions.get(i) <= to && states.get(i).equals(state)) {
          return true;
        }
        if (versions.get(i) <= from) {
          return false;
        }
      }
      return false;
    }

    private void add(Reservation state, int version) {
      states.add(state);
      versions.add(version);
    }
  }

  final long number;
  final String name;
  final int shard;
  final RestaurantState live;

  /** By rules that share no code with the engine's. */
  final NaiveHouse naive = new NaiveHouse();

  final Tables tables = new Tables();

  /** Questions that the newest version did not answer. */
  final List<Doubt> doubts = new ArrayList<>();

  /** Its key rows that fit no version yet; an expiry may have come before them. */
  final List<Batch.KeyRow> pending = new ArrayList<>();

  private final @Nullable Restaurant first;
  private final List<Version> versions = new ArrayList<>();
  private final Long2ObjectHashMap<Track> tracks = new Long2ObjectHashMap<>();
  private final List<Track> inOrder = new ArrayList<>();
  private final Map<ExternalId, Track> externals = new HashMap<>();

  /** The row of the definition, if it was ever changed. */
  Batch.@Nullable DefinitionRow definitionRow;

  /** The day last compared, and the version it is of: many readers get the same one. */
  @Nullable DaySnapshot checkedDay;

  int checkedVersion;

  long definitionSeq;
  long definitionStep;

  Ledger(long number, String name, int shard, @Nullable Restaurant first) {
    this.number = number;
    this.name = name;
    this.shard = shard;
    this.first = first;
    live = atFirst();
    if (first != null) {
      naive.restore(first);
    }
  }

  /** A state of version 0. */
  RestaurantState atFirst() {
    RestaurantState state = new RestaurantState();
    state.restore(first, List.of());
    return state;
  }

  /** The newest version. */
  int version() {
    return versions.size();
  }

  /** How the version came about, from 1. */
  Version version(int version) {
    return versions.get(version - 1);
  }

  /** The time of the version's event; no decision at it is earlier. */
  long atMs(int version) {
    return version == 0 ? Long.MIN_VALUE : version(version).atMs();
  }

  /** The newest version that a lane of that epoch can have seen at that sequence. */
  int versionAt(long epoch, long seq) {
    int v = version();
    while (v > 0
        && (version(v).epoch() > epoch
            || (version(v).epoch() == epoch && version(v).seq() > seq))) {
      v--;
    }
    return v;
  }

  List<Track> tracks() {
    return inOrder;
  }

  @Nullable Track track(long reservation) {
    return tracks.get(reservation);
  }

  @Nullable Track track(ExternalId external) {
    return externals.get(external);
  }

  @Nullable Restaurant definition() {
    Floor floor = live.floor();
    return floor == null ? null : floor.definition();
  }

  /** Makes the next version; throws what the state throws when it cannot be. */
  void append(Version version) {
    live.evolve(version.event());
    naive.evolve(version.event());
    versions.add(version);
    if (version.event() instanceof Event.OfReservation change) {
      changed(change.after(), version);
    } else {
      if (version.event() instanceof Event.FloorPlanChanged change) {
        change.moved().forEach(moved -> changed(moved, version));
      }
      definitionSeq = version.seq();
      definitionStep = version.step();
    }
  }

  private void changed(Reservation after, Version version) {
    Track track = tracks.get(after.id());
    if (track == null) {
      track = new Track();
      tracks.put(after.id(), track);
      inOrder.add(track);
      if (after.external() != null) {
        externals.put(after.external(), track);
      }
    }
    track.add(after, version());
    track.seq = version.seq();
    track.changedStep = version.step();
  }
}
