package io.tavolo.postgres;

import io.tavolo.engine.simulation.postgres.Cursor;
import io.tavolo.engine.simulation.postgres.Head;
import io.tavolo.engine.simulation.postgres.Postgres;
import io.tavolo.engine.simulation.postgres.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.SplittableRandom;
import java.util.TreeSet;

/**
 * Statements that are often against each other: few shards, nodes, restaurants and ids, and fences
 * near to what is committed.
 */
final class RandomStatements {
  static final int SHARDS = 4;
  private static final long HOUR_MS = 3_600_000;
  private static final int DAY = TestBatch.SERVICE_DAY;
  private static final String[] NODES = {"a", "b", "c"};

  /** Of the last shard there is no owner; {@link #START} on the server's side. */
  static final List<Statement> START_OF_MODEL =
      List.of(
          new Statement.Register("a", "host:0", HOUR_MS),
          new Statement.Register("b", "host:0", HOUR_MS),
          new Statement.Register("c", "host:0", HOUR_MS),
          new Statement.Take(List.of(0), "a"),
          new Statement.Take(List.of(1), "b"),
          new Statement.Take(List.of(2), "c"));

  /** Empties the tables, and gives each node a lease and a shard. */
  static final String START =
      """
      delete from reservation; delete from journal; delete from diner; delete from command_key;
      delete from restaurant; delete from node;
      insert into node (node, address, lease_until, registered_at)
        select n, 'host:0', clock_timestamp() + interval '1 hour', clock_timestamp()
          from unnest(array['a', 'b', 'c']) n;
      update shard_head set
        owner = (array['a', 'b', 'c', null])[shard + 1], epoch = (array[1, 1, 1, 0])[shard + 1],
        last_seq = 0, successor = null;
      update publish_cursor set published_seq = 0
      """;

  private final SplittableRandom random;
  private final Postgres committed;

  /**
   * Draws statements.
   *
   * @param committed what they are near to
   */
  RandomStatements(SplittableRandom random, Postgres committed) {
    this.random = random;
    this.committed = committed;
  }

  Statement next() {
    int roll = random.nextInt(100);
    if (roll < 31) {
      return new Statement.Write(new RandomBatch(random, shards(), committed).batch());
    }
    if (roll < 52) {
      return new Statement.Take(new ArrayList<>(shards()), node());
    }
    return roll < 92 ? smallChange(roll) : read();
  }

  private Statement smallChange(int roll) {
    if (roll < 57) {
      return release();
    }
    if (roll < 64) {
      return new Statement.Register(node(), "host:" + random.nextInt(3), HOUR_MS);
    }
    if (roll < 70) {
      return new Statement.Renew(node(), HOUR_MS);
    }
    if (roll < 74) {
      return new Statement.Unregister(node());
    }
    if (roll < 77) {
      return new Statement.Leave(node());
    }
    if (roll < 83) {
      return new Statement.Lapse(node());
    }
    List<Cursor> cursors = new ArrayList<>();
    shards().forEach(shard -> cursors.add(new Cursor(shard, random.nextInt(10))));
    return new Statement.Advance(cursors);
  }

  private Statement release() {
    Head head = committed.head(random.nextInt(SHARDS));
    String owner = head.owner();
    return new Statement.Release(
        head.shard(),
        RandomBatch.near(random, head.epoch()),
        random.nextBoolean() ? null : node(),
        owner == null || oneIn(5) ? node() : owner);
  }

  private Statement read() {
    int shard = random.nextInt(SHARDS);
    long restaurant = RandomBatch.restaurant(random, shard);
    int day = DAY + random.nextInt(3) - 1;
    return switch (random.nextInt(11)) {
      case 0 -> new Statement.Heads();
      case 1 -> new Statement.Staying();
      case 2 -> new Statement.Definition(restaurant);
      case 3 -> new Statement.Standing(restaurant, day);
      case 4 ->
          new Statement.Keys(restaurant, day, RandomBatch.atMs(random), RandomBatch.atMs(random));
      case 5 -> new Statement.LastEvent(shard, day);
      case 6 -> new Statement.ExternalIds(restaurant);
      case 7 -> new Statement.OneReservation(restaurant, 1 + random.nextInt(5));
      case 8 -> new Statement.Deadlines(shard, RandomBatch.holdMs(random), 1 + random.nextInt(3));
      case 9 -> new Statement.Cursors(new ArrayList<>(shards()));
      default -> new Statement.Journal(shard, random.nextInt(5), day, 1 + random.nextInt(4));
    };
  }

  // ---- values

  private boolean oneIn(int many) {
    return random.nextInt(many) == 0;
  }

  /** One to three, ascending or not. */
  private NavigableSet<Integer> shards() {
    TreeSet<Integer> shards = new TreeSet<>();
    int many = 1 + random.nextInt(3);
    while (shards.size() < many) {
      shards.add(random.nextInt(SHARDS));
    }
    return random.nextBoolean() ? shards : shards.descendingSet();
  }

  private String node() {
    return NODES[random.nextInt(NODES.length)];
  }
}
