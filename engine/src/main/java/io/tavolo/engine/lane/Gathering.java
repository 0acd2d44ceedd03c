package io.tavolo.engine.lane;

import io.tavolo.engine.reservation.Diner;
import io.tavolo.engine.reservation.Reservation;
import io.tavolo.engine.restaurant.Restaurant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A batch while it is being made, and the answers that wait for it. */
final class Gathering implements Batch {
  /** An answer that rests on this batch. */
  record Held(Submission submission, Reply reply, boolean wrote) {}

  private record RowId(long restaurant, long id) {}

  private final long number;
  private final TreeMap<Integer, Head> heads = new TreeMap<>();
  private final List<JournalRow> journal = new ArrayList<>();
  private final Map<RowId, ReservationRow> reservations = new LinkedHashMap<>();
  private final Map<RowId, DinerRow> diners = new LinkedHashMap<>();
  private final List<KeyRow> keys = new ArrayList<>();
  private final Map<Long, DefinitionRow> definitions = new HashMap<>();
  private final List<Held> held = new ArrayList<>();
  private int commands;

  /** How often it was sent. */
  int attempts;

  Gathering(long number) {
    this.number = number;
  }

  @Override
  public long number() {
    return number;
  }

  @Override
  public List<Head> heads() {
    return List.copyOf(heads.values());
  }

  @Override
  public List<JournalRow> journal() {
    return journal;
  }

  @Override
  public Collection<ReservationRow> reservations() {
    return reservations.values();
  }

  @Override
  public Collection<DinerRow> diners() {
    return diners.values();
  }

  @Override
  public List<KeyRow> keys() {
    return keys;
  }

  @Override
  public Collection<DefinitionRow> definitions() {
    return definitions.values();
  }

  List<Held> held() {
    return held;
  }

  /** Commands that have a row in it. */
  int commands() {
    return commands;
  }

  boolean isEmpty() {
    return heads.isEmpty();
  }

  boolean has(int shard) {
    return heads.containsKey(shard);
  }

  /** Opens the shard's head at its newest sequence before this batch, once. */
  void open(ShardSlot slot) {
    if (!heads.containsKey(slot.shard)) {
      heads.put(slot.shard, new Head(slot.shard, slot.epoch, slot.decidedSeq, slot.decidedSeq));
    }
    commands++;
  }

  void add(JournalRow row) {
    journal.add(row);
    heads.computeIfPresent(
        row.shard(), (s, h) -> new Head(s, h.epoch(), h.previousSeq(), row.seq()));
  }

  void add(int shard, long seq, long restaurant, Reservation after) {
    reservations.put(
        new RowId(restaurant, after.id()), new ReservationRow(shard, seq, restaurant, after));
  }

  void add(int shard, long restaurant, Diner diner) {
    diners.put(new RowId(restaurant, diner.ref()), new DinerRow(shard, restaurant, diner));
  }

  void add(KeyRow row) {
    keys.add(row);
  }

  void add(int shard, long seq, long restaurant, Restaurant definition) {
    definitions.put(restaurant, new DefinitionRow(shard, seq, restaurant, definition));
  }

  void hold(Submission submission, Reply reply, boolean wrote) {
    held.add(new Held(submission, reply, wrote));
  }

  /** Who waits for it and has nothing in it, in order. */
  List<Submission> waitingWithoutRows() {
    return held.stream().filter(h -> !h.wrote()).map(Held::submission).toList();
  }

  /** Who waits for the shard's part of it, in order. */
  List<Submission> waitingFor(int shard) {
    return held.stream().map(Held::submission).filter(s -> s.shard() == shard).toList();
  }

  /** Takes everything of the shard out; who waited for it, in order. */
  List<Submission> remove(int shard) {
    List<Submission> waited = waitingFor(shard);
    held.removeIf(h -> h.submission().shard() == shard);
    // Counted anew: a command whose decision broke off has been counted, and is not held.
    commands = (int) held.stream().filter(Held::wrote).count();
    heads.remove(shard);
    journal.removeIf(r -> r.shard() == shard);
    reservations.values().removeIf(r -> r.shard() == shard);
    diners.values().removeIf(r -> r.shard() == shard);
    keys.removeIf(r -> r.shard() == shard);
    definitions.values().removeIf(r -> r.shard() == shard);
    return waited;
  }
}
