package io.tavolo.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tavolo.chaos.check.Answer;
import io.tavolo.chaos.check.Call.Op;
import io.tavolo.chaos.check.Evidence.Offered;
import io.tavolo.chaos.check.House;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;

/**
 * I, while it happens: after a fault every restaurant takes a booking through every node, and every
 * shard has one owner. One thread at a time.
 */
final class Recovery {
  /** Whatever takes longer has not recovered. */
  static final Duration BOUND = Duration.ofSeconds(45);

  /**
   * The same after a cut. The sides become one cluster again by Hazelcast's merge: in seconds, and
   * on a machine whose processors are all taken in up to a minute.
   */
  static final Duration BOUND_OF_CUTS = Duration.ofSeconds(90);

  private static final long LOOK_NANOS = 50_000_000;
  private static final int FIRST_CLIENT = 100;
  private static final int SEED = 77;

  private final Town town;
  private final List<House> houses;
  private final int day;
  private final Desk desk;
  private final History history;
  private final ObjectMapper json = new ObjectMapper();
  private int rounds;

  /**
   * @param day that no diner wants, in days since 1970-01-01
   */
  Recovery(Town town, List<House> houses, int day, Desk desk, History history) {
    this.town = town;
    this.houses = houses;
    this.day = day;
    this.desk = desk;
    this.history = history;
  }

  /** What is still wrong when the bound is over; empty when all is well. */
  List<String> await(Duration bound) throws InterruptedException {
    long deadline = System.nanoTime() + bound.toNanos();
    rounds++;
    List<String> late = Collections.synchronizedList(new ArrayList<>());
    List<Thread> threads = new ArrayList<>();
    for (Node node : town.nodes()) {
      Thread thread =
          new Thread(() -> book(node, deadline, late), "probe of node " + node.number());
      thread.start();
      threads.add(thread);
    }
    for (Thread thread : threads) {
      thread.join();
    }
    String wrong = owners();
    while (!wrong.isEmpty() && System.nanoTime() < deadline) {
      LockSupport.parkNanos(LOOK_NANOS);
      wrong = owners();
    }
    if (!wrong.isEmpty()) {
      late.add(wrong);
    }
    return late;
  }

  private void book(Node node, long deadline, List<String> late) {
    SplittableRandom random = new SplittableRandom(SEED * 1_000L + rounds * 10L + node.number());
    Counter counter =
        new Counter(FIRST_CLIENT + node.number(), desk, history, List.of(node), random);
    List<Integer> slots = House.slots(day);
    try {
      for (House house : houses) {
        // Far enough apart that nodes do not take each other's tables.
        int start = slots.get((node.number() * 7 + rounds) % slots.size());
        Counter.Shape shape = new Counter.Shape(start, Diner.PARTIES.get(0));
        boolean taken = false;
        while (!taken && System.nanoTime() < deadline) {
          Counter.Mine made = counter.make(Op.BOOK, house.id(), shape, counter.uuid(), false);
          taken = made != null && System.nanoTime() < deadline;
          if (made != null) {
            counter.cancel(made);
          }
        }
        if (!taken) {
          late.add("no booking at %s through node %d".formatted(house.id(), node.number()));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Which shards are not held by one node, or by a node that is not the owner; empty when none. */
  private String owners() {
    Map<Integer, Integer> holders = new HashMap<>();
    for (Node node : town.nodes()) {
      try {
        HttpResponse<String> answer = node.operations("/admin/shards");
        if (answer.statusCode() != 200) {
          return "node %d does not tell its shards: %s".formatted(node.number(), answer.body());
        }
        for (JsonNode shard : json.readTree(answer.body()).get("shards")) {
          if (!shard.get("owner_alive").asBoolean()) {
            return "shard %d has no owner that lives".formatted(shard.get("shard").asInt());
          }
          holders.merge(
              shard.get("shard").asInt(), shard.get("held_here").asBoolean() ? 1 : 0, Integer::sum);
        }
      } catch (IOException e) {
        return "node %d does not tell its shards: %s".formatted(node.number(), e);
      }
    }
    List<Integer> wrong =
        holders.entrySet().stream().filter(e -> e.getValue() != 1).map(Map.Entry::getKey).toList();
    return wrong.isEmpty() ? "" : "shards that not exactly one node holds: " + wrong;
  }

  /** Waits until no hold is left; what is still held when the time is over. */
  String awaitNoHolds(Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    try (Connection connection = town.servers().sql()) {
      long left = Archive.holds(connection);
      while (left > 0 && System.nanoTime() < deadline) {
        LockSupport.parkNanos(LOOK_NANOS);
        left = Archive.holds(connection);
      }
      return left == 0 ? "" : left + " holds have not run out";
    } catch (SQLException e) {
      return "the holds cannot be counted: " + e.getMessage();
    }
  }

  /** Waits until every event is in the topic; what is still missing when the time is over. */
  String awaitPublished(Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    String left = unpublished();
    while (!left.isEmpty() && System.nanoTime() < deadline) {
      LockSupport.parkNanos(LOOK_NANOS);
      left = unpublished();
    }
    return left;
  }

  private String unpublished() {
    long left = 0;
    try {
      for (JsonNode shard :
          json.readTree(town.node(1).operations("/admin/shards").body()).path("shards")) {
        left += shard.get("unpublished").asLong();
      }
    } catch (IOException e) {
      return e.toString();
    }
    return left == 0 ? "" : left + " events are not published";
  }

  /** How many answers {@link #offered} has when every node answers everything. */
  int asked(List<Integer> days) {
    return Town.NODES * houses.size() * days.size() * Diner.PARTIES.size();
  }

  /**
   * What every node offers, once all of it was answered and is what the others offer too, or the
   * time is over. What was not answered is missing.
   */
  List<Offered> offered(List<Integer> days, Duration patience) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (true) {
      List<Offered> offered = ask(days, deadline);
      boolean agree =
          offered.size() == asked(days)
              && offered.stream()
                          .map(
                              one ->
                                  List.of(
                                      one.house(), one.day(), one.partySize(), one.startTicks()))
                          .distinct()
                          .count()
                      * Town.NODES
                  == offered.size();
      if (agree || System.nanoTime() > deadline) {
        return offered;
      }
    }
  }

  /** Once the time is over, what has no answer ends the asking: each may take its minute. */
  private List<Offered> ask(List<Integer> days, long deadline) throws InterruptedException {
    List<Offered> all = new ArrayList<>();
    for (Node node : town.nodes()) {
      Counter counter =
          new Counter(
              FIRST_CLIENT, desk, history, List.of(node), new SplittableRandom(node.number()));
      for (House house : houses) {
        for (int day : days) {
          for (int party : Diner.PARTIES) {
            if (counter.free(house.id(), day, party, () -> false).answer()
                instanceof Answer.Free free) {
              all.add(new Offered(node.number(), house.id(), day, party, free.startTicks()));
            } else if (System.nanoTime() > deadline) {
              return all;
            }
          }
        }
      }
    }
    return all;
  }
}
