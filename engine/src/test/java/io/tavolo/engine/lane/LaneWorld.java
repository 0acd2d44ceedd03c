package io.tavolo.engine.lane;

import io.tavolo.engine.availability.DaySnapshot;
import io.tavolo.engine.id.RestaurantNumber;
import io.tavolo.engine.reservation.Command;
import io.tavolo.engine.reservation.Diner;
import io.tavolo.engine.reservation.House;
import io.tavolo.engine.reservation.Reservation;
import io.tavolo.engine.restaurant.Restaurant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * A lane's world in memory: a database with the fence's meaning, and answers that come when the
 * test says so.
 */
final class LaneWorld implements LaneEffects, LaneClock {
  static final int SHARD = 3;
  static final String ANNA = "anna";
  static final long ANNAS = RestaurantNumber.of(ANNA);

  record Row(long restaurant, long id) {}

  long wallMs = House.NOW_MS;
  long monotonicMs = 1_000;
  final Lane lane;

  long epoch = 1;
  long lastSeq;
  final Map<Row, Reservation> reservations = new LinkedHashMap<>();
  final Map<Long, Restaurant> definitions = new HashMap<>();
  final Map<Long, Map<CommandKey, Batch.KeyRow>> keys = new HashMap<>();
  final Map<Row, Diner> diners = new HashMap<>();
  final List<Batch.JournalRow> journal = new ArrayList<>();

  final Deque<Batch> sent = new ArrayDeque<>();
  final List<Integer> takings = new ArrayList<>();
  final List<Integer> lost = new ArrayList<>();
  final List<Integer> released = new ArrayList<>();
  final List<RuntimeException> faults = new ArrayList<>();
  final Map<Object, Reply> replies = new LinkedHashMap<>();
  final List<DaySnapshot> snapshots = new ArrayList<>();
  final List<Batch> published = new ArrayList<>();
  final List<Long> deadlinesAskedAfterMs = new ArrayList<>();
  int loads;
  int fetches;

  /** How long the last snapshot may live. */
  long snapshotLastsMs;

  private long submitted;
  private final Deque<Read> reads = new ArrayDeque<>();

  /** What the lane asked of the database, and how it comes out. */
  private record Read(Runnable answer, Runnable failure) {}

  LaneWorld() {
    this(new LaneLimits(64, 1000, 100, 10, 100, 10));
  }

  LaneWorld(LaneLimits limits) {
    lane = new Lane(limits, this, this);
    definitions.put(ANNAS, House.named(ANNA));
    lane.lease(Long.MAX_VALUE);
    lane.own(SHARD, epoch, lastSeq);
    reads();
  }

  // ---- what the test does

  Object submit(Command command) {
    return submit(command, new CommandKey(7, ++submitted, 1, false));
  }

  Object submit(Command command, CommandKey key) {
    return submit(ANNA, command, key);
  }

  Object submit(String restaurantId, Command command, CommandKey key) {
    Object ticket = new Object();
    Request request =
        new Request.Submit(restaurantId, RestaurantNumber.of(restaurantId), key, command);
    lane.submit(new Submission(SHARD, request, monotonicMs + 5_000, ticket));
    return ticket;
  }

  Object readDay(int serviceDay) {
    Object ticket = new Object();
    Request request = new Request.ReadDay(ANNA, ANNAS, serviceDay, true);
    lane.submit(new Submission(SHARD, request, monotonicMs + 5_000, ticket));
    return ticket;
  }

  /** Answers what was read, in order. */
  void reads() {
    while (!reads.isEmpty()) {
      reads.remove().answer().run();
    }
  }

  /** None of what was asked for can be read. */
  void failReads() {
    for (int left = reads.size(); left > 0; left--) {
      reads.remove().failure().run();
    }
  }

  /** Reads that are not answered. */
  int readsUnderWay() {
    return reads.size();
  }

  /** The node takes the shard anew, with nothing in memory. */
  void restart() {
    lane.own(SHARD, ++epoch, lastSeq);
    settle();
  }

  /** The statement runs and its answer arrives. */
  void commit() {
    Batch batch = sent.remove();
    lane.committed(batch.number(), land(batch));
  }

  /** Answers reads and commits until nothing is under way. */
  void settle() {
    while (!sent.isEmpty() || !reads.isEmpty()) {
      reads();
      if (!sent.isEmpty()) {
        commit();
      }
    }
  }

  /** The answer to a taking: a new epoch, and what is committed. */
  void retaken() {
    takings.remove(Integer.valueOf(SHARD));
    lane.taken(SHARD, ++epoch, lastSeq);
  }

  /** What the batch statement does. */
  List<Batch.FenceResult> land(Batch batch) {
    List<Batch.FenceResult> results = new ArrayList<>();
    for (Batch.Head head : batch.heads()) {
      boolean passed = head.epoch() == epoch && head.previousSeq() == lastSeq;
      results.add(new Batch.FenceResult(head.shard(), epoch, lastSeq, passed));
      if (passed) {
        lastSeq = head.nextSeq();
        batch
            .reservations()
            .forEach(
                r ->
                    reservations.put(
                        new Row(r.restaurant(), r.reservation().id()), r.reservation()));
        batch
            .diners()
            .forEach(d -> diners.put(new Row(d.restaurant(), d.diner().ref()), d.diner()));
        batch.definitions().forEach(d -> definitions.put(d.restaurant(), d.definition()));
        batch
            .keys()
            .forEach(
                k ->
                    keys.computeIfAbsent(k.restaurant(), r -> new LinkedHashMap<>())
                        .put(k.key(), k));
        journal.addAll(batch.journal());
      }
    }
    return results;
  }

  @Nullable Reply reply(Object ticket) {
    return replies.get(ticket);
  }

  Reply.Done done(Object ticket) {
    return (Reply.Done) Objects.requireNonNull(replies.get(ticket), "no reply yet");
  }

  Reply.Refused refused(Object ticket) {
    return (Reply.Refused) Objects.requireNonNull(replies.get(ticket), "no reply yet");
  }

  void pass(long ms) {
    wallMs += ms;
    monotonicMs += ms;
    lane.tick();
  }

  // ---- what the lane asks

  @Override
  public void commit(Batch batch) {
    sent.add(batch);
  }

  @Override
  public void load(int shard, long restaurant, long load) {
    loads++;
    read(
        () ->
            lane.loaded(
                restaurant,
                load,
                new Loaded(
                    definitions.get(restaurant),
                    reservations.entrySet().stream()
                        .filter(e -> e.getKey().restaurant() == restaurant)
                        .map(Map.Entry::getValue)
                        .filter(r -> r.status().occupies())
                        .toList(),
                    List.copyOf(keys.getOrDefault(restaurant, Map.of()).values()),
                    reservations.values().stream()
                        .filter(r -> r.external() != null)
                        .map(r -> new Loaded.External(Objects.requireNonNull(r.external()), r.id()))
                        .toList(),
                    journal.isEmpty() ? 0 : journal.get(journal.size() - 1).atMs())),
        () -> lane.loadFailed(restaurant, load));
  }

  private void read(Runnable answer, Runnable failure) {
    reads.add(new Read(answer, failure));
  }

  @Override
  public void fetch(int shard, long restaurant, long reservation, long load) {
    fetches++;
    read(
        () ->
            lane.fetched(
                restaurant, load, reservation, reservations.get(new Row(restaurant, reservation))),
        () -> lane.fetchFailed(restaurant, load, reservation));
  }

  @Override
  public void takeAgain(int shard) {
    takings.add(shard);
  }

  @Override
  public void loadDeadlines(int shard, long afterMs) {
    deadlinesAskedAfterMs.add(afterMs);
    read(
        () ->
            lane.deadlines(
                shard,
                reservations.entrySet().stream()
                    .filter(e -> e.getValue().holdUntilMs() > 0 && e.getValue().status().occupies())
                    .map(
                        e ->
                            new Loaded.Deadline(
                                e.getKey().restaurant(),
                                e.getKey().id(),
                                e.getValue().holdUntilMs()))
                    .toList(),
                Long.MAX_VALUE),
        () -> {});
  }

  @Override
  public void reply(Submission submission, Reply reply) {
    if (replies.put(submission.ticket(), reply) != null) {
      throw new AssertionError("answered twice: " + submission);
    }
  }

  @Override
  public void committed(Batch batch, IntPredicate passed) {
    if (passed.test(SHARD)) {
      published.add(batch);
    }
  }

  @Override
  public void lost(int shard) {
    lost.add(shard);
  }

  @Override
  public void broken(int shard, RuntimeException fault) {
    faults.add(fault);
  }

  @Override
  public void released(int shard) {
    released.add(shard);
  }

  @Override
  public void snapshot(DaySnapshot day, long restaurant, long lastsMs) {
    snapshots.add(day);
    snapshotLastsMs = lastsMs;
  }

  @Override
  public long wallMs() {
    return wallMs;
  }

  @Override
  public long monotonicMs() {
    return monotonicMs;
  }
}
