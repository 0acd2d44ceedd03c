package io.tavolo.engine.simulation.postgres;

import io.tavolo.engine.lane.Batch;
import io.tavolo.engine.reservation.Diner;
import io.tavolo.engine.reservation.Reservation;
import io.tavolo.engine.restaurant.Restaurant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.IntUnaryOperator;
import java.util.function.LongSupplier;
import org.agrona.collections.LongHashSet;
import org.jspecify.annotations.Nullable;

/**
 * The server's rows and locks under READ COMMITTED. No time but the clock it is given; one thread.
 *
 * <p>What is modelled, and how:
 *
 * <ul>
 *   <li>A statement sees what was committed when it began. A row that it locks or changes is looked
 *       at anew after a wait, in its newest version.
 *   <li>A locked version has a {@link Line}: its head waits for the transactions that hold the
 *       version, the others behind it. A share lock passes where only share locks are held. {@link
 *       RowLock} has the steps.
 *   <li>Sessions that are woken at the same moment race on the server; here {@link #onChoice} draws
 *       who takes the next step.
 *   <li>Rows of a batch need no locks of their own: they belong to shards whose heads the batch has
 *       locked, and a restaurant has one shard for ever. What would be against a constraint is
 *       known at once.
 * </ul>
 *
 * <p>A deadlock cannot happen: a transaction is one statement; each locks heads in ascending order
 * and then nodes in ascending order, or one node, or cursors in ascending order; so whoever waits
 * holds only what comes earlier in that order, his place in a line included.
 */
public final class Postgres {
  final Tables tables;
  final List<Row<Head>> heads = new ArrayList<>();
  final List<Row<Cursor>> cursors = new ArrayList<>();
  final TreeMap<String, Row<Node>> nodes = new TreeMap<>();

  /** Diners whose rows are refused. */
  private final LongHashSet poison = new LongHashSet();

  private final LongSupplier clockMs;
  private final Reads reads = new Reads(this);
  private final List<Session> sessions = new ArrayList<>();
  private final List<Session> awake = new ArrayList<>();
  private final Deque<Runnable> untold = new ArrayDeque<>();
  private IntUnaryOperator choice = among -> 0;
  private Consumer<Committed> listener = committed -> {};
  private boolean draining;

  /**
   * An empty database: heads and cursors exist, nobody owns a shard, epochs are 0.
   *
   * @param clockMs the server's clock, milliseconds since the epoch
   */
  public Postgres(int shards, LongSupplier clockMs) {
    this.clockMs = clockMs;
    this.tables = new Tables(shards);
    for (int shard = 0; shard < shards; shard++) {
      heads.add(new Row<>(new Head(shard, null, 0, 0, null)));
      cursors.add(new Row<>(new Cursor(shard, 0)));
    }
  }

  /** Puts a restaurant's row, without an event; its shard follows from its id. */
  public void create(Restaurant definition) {
    tables.create(definition);
  }

  /** From now on a batch that would write this diner's row fails with 22P02. */
  public void poison(long diner) {
    poison.add(diner);
  }

  /** Hears of each commit that wrote rows of a batch, after they can be read. */
  public void onCommit(Consumer<Committed> listener) {
    this.listener = listener;
  }

  /**
   * Draws who goes on first of so many who were woken at once: an index below that number. Without
   * it, it is the one who came first.
   */
  public void onChoice(IntUnaryOperator choice) {
    this.choice = choice;
  }

  public Session connect() {
    Session session = new Session(this);
    sessions.add(session);
    return session;
  }

  /** What is not committed is gone, every session is closed, and nobody is told. */
  public void crash() {
    awake.clear();
    untold.clear();
    sessions.forEach(Session::die);
    sessions.clear();
    heads.forEach(Postgres::restart);
    cursors.forEach(Postgres::restart);
    nodes.values().forEach(Postgres::restart);
  }

  private static <T> void restart(Row<T> row) {
    row.inserter = null;
    if (row.committed != null) {
      row.committed = new Version<>(row, row.committed.value);
    }
  }

  // ---- what is committed

  public Head head(int shard) {
    return committed(heads.get(shard));
  }

  /** The node's row, or null. */
  public @Nullable Node node(String node) {
    Row<Node> row = nodes.get(node);
    return row == null || row.committed == null ? null : row.committed.value;
  }

  /** All rows, by name. */
  public List<Node> nodes() {
    List<Node> rows = new ArrayList<>();
    for (Row<Node> row : nodes.values()) {
      if (row.committed != null) {
        rows.add(row.committed.value);
      }
    }
    return rows;
  }

  public Cursor cursor(int shard) {
    return committed(cursors.get(shard));
  }

  /** In the order of the sequence; a view. */
  public List<JournalEntry> journal(int shard) {
    return Collections.unmodifiableList(tables.shard(shard).journal);
  }

  /** The numbers of all restaurants that have rows, in the order of the first. */
  public List<Long> restaurants() {
    return tables.restaurants();
  }

  /** The restaurant's definition, or null. */
  public @Nullable Restaurant definition(long restaurant) {
    Batch.DefinitionRow row = tables.house(restaurant).definition;
    return row == null ? null : row.definition();
  }

  /** The restaurant's newest row, or null. */
  public Batch.@Nullable DefinitionRow definitionRow(long restaurant) {
    return tables.house(restaurant).definition;
  }

  /** Under which id the restaurant was created, or null. */
  public @Nullable String restaurantId(long restaurant) {
    return tables.house(restaurant).restaurantId;
  }

  /** All of the restaurant's, whatever their state, in no meaningful but a repeatable order. */
  public Collection<Batch.ReservationRow> reservations(long restaurant) {
    return tables.house(restaurant).reservations.values();
  }

  /** The reservation, whatever its state, or null. */
  public @Nullable Reservation reservation(long restaurant, long id) {
    Batch.ReservationRow row = tables.house(restaurant).reservations.get(id);
    return row == null ? null : row.reservation();
  }

  /** All of the restaurant's, oldest first. */
  public List<Batch.KeyRow> keys(long restaurant) {
    return Collections.unmodifiableList(tables.house(restaurant).keys);
  }

  /** All of the restaurant's, in no meaningful but a repeatable order. */
  public Collection<Diner> diners(long restaurant) {
    return tables.house(restaurant).diners.values();
  }

  // ---- for sessions and executions

  static <T> T committed(Row<T> row) {
    Version<T> version = row.committed;
    if (version == null) {
      throw new IllegalStateException("such a row is never deleted");
    }
    return version.value;
  }

  long nowMs() {
    return clockMs.getAsLong();
  }

  boolean isPoison(long diner) {
    return poison.contains(diner);
  }

  Execution begin(Session session, Statement statement) {
    if (statement instanceof Statement.Write write) {
      return new Writing(this, session, write.batch());
    }
    if (statement instanceof Statement.Take take) {
      return new Taking(this, session, take);
    }
    if (statement instanceof Statement.Release release) {
      return new Releasing(this, session, release);
    }
    if (statement instanceof Statement.Register register) {
      return new Registering(this, session, register);
    }
    if (statement instanceof Statement.Advance advance) {
      return new Advancing(this, session, advance);
    }
    if (statement instanceof Statement.OfNode change) {
      return new NodeChange(this, session, change);
    }
    throw new IllegalArgumentException("only reads: " + statement);
  }

  Result read(Statement.Read read) {
    return reads.read(read);
  }

  void land(Committed rows) {
    tables.apply(rows);
    listener.accept(rows);
  }

  void tell(Runnable answer) {
    untold.add(answer);
  }

  void wake(Session session) {
    awake.add(session);
  }

  void sleep(Session session) {
    awake.remove(session);
  }

  boolean givesWay(Session session) {
    if (awake.isEmpty()) {
      return false;
    }
    awake.add(0, session);
    return true;
  }

  void gone(Session session) {
    sessions.remove(session);
  }

  /** Lets all go on who can, and tells the answers; once, however deep it is called. */
  void drain() {
    if (draining) {
      return;
    }
    draining = true;
    try {
      while (true) {
        if (!awake.isEmpty()) {
          int among = awake.size();
          awake.remove(among == 1 ? 0 : choice.applyAsInt(among)).goOn();
        } else if (!untold.isEmpty()) {
          untold.remove().run();
        } else {
          return;
        }
      }
    } finally {
      draining = false;
    }
  }
}
