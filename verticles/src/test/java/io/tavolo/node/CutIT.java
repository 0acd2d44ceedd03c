package io.tavolo.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tavolo.node.KeyedBooking.Answer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Three nodes on hosts of their own, one of which is cut off from the others, twice. */
@Timeout(value = 240, unit = TimeUnit.SECONDS)
class CutIT {
  private static final int NODES = 3;
  private static final int HOUSES = 24;

  /** What a refusal may last once it is known that the owner is out of reach. */
  private static final double AT_ONCE_S = 2;

  private static final double HEALED_S = 30;

  /** Far below what a node has under way before it turns any away. */
  private static final int AT_ONCE = 64;

  @TempDir static Path dir;
  private static Hosts hosts;
  private static OutsideDatabase database;

  private final List<NodeProcess> nodes = new ArrayList<>();

  /** Bookings that were answered neither yes nor no, to be asked again under the same key. */
  private final Map<String, KeyedBooking> open = new HashMap<>();

  private int booked;
  private int rounds;

  @BeforeAll
  static void makeHosts() throws Exception {
    String missing = Hosts.missing();
    assumeTrue(missing.isEmpty(), missing);
    hosts = new Hosts("cut" + ProcessHandle.current().pid(), NODES);
    database = new OutsideDatabase(dir, hosts.gateway());
  }

  @AfterAll
  static void removeHosts() throws Exception {
    try {
      if (database != null) {
        database.close();
      }
    } finally {
      if (hosts != null) {
        hosts.close();
      }
    }
  }

  private NodeProcess node(int n) {
    Hosts.Host host = hosts.host(n);
    return new NodeProcess(
        dir.resolve("node-" + n),
        database.settings(
            Map.of(
                "TAVOLO_CLUSTER_HOST",
                host.cluster(),
                "TAVOLO_CLUSTER_MEMBERS",
                hosts.host(1).cluster() + ":5701," + hosts.host(2).cluster() + ":5701",
                "TAVOLO_LEASE_MS",
                "2000")),
        host.access(),
        host.within());
  }

  @Test
  void shouldKeepWhatEachSideHasAndServeAllOnceTheCutHeals() throws Exception {
    try {
      for (int n = 1; n <= NODES; n++) {
        nodes.add(node(n));
      }
      // One after the other: two that start at once may each begin a cluster.
      for (NodeProcess node : nodes) {
        node.start();
      }
      Nodes.awaitShares(nodes);
      for (int n = 0; n < HOUSES; n++) {
        Houses.create(nodes.get(n % NODES), "house-" + n, 4);
      }
      assertThat(everybodyBooksEverywhere()).allMatch(Answer::isTaken);
      cutAndHeal("first cut");
      cutAndHeal("second cut");
      settleOpen();
      checkRows();
    } finally {
      for (NodeProcess node : nodes) {
        node.close();
      }
    }
  }

  private void cutAndHeal(String which) throws Exception {
    long cut = System.nanoTime();
    hosts.cut(NODES);
    Until.holds(
        "refusals say that the owner is out of reach",
        () ->
            everybodyBooksEverywhere().stream().allMatch(a -> a.isTaken() || a.saysUnreachable()));
    double knownS = since(cut);
    Until.holds("the cluster is split", () -> members(0) == NODES - 1 && members(NODES - 1) == 1);
    double splitS = since(cut);
    List<Answer> answers = everybodyBooksEverywhere();
    checkSides(answers);
    double slowestS =
        answers.stream().filter(Answer::saysUnreachable).mapToDouble(Answer::s).max().orElseThrow();
    assertThat(slowestS).isLessThan(AT_ONCE_S);
    assertThat(nodes.get(0).metric("tavolo_cluster_unheard")).isEqualTo(1);
    assertThat(nodes.get(NODES - 1).metric("tavolo_cluster_unheard")).isEqualTo(NODES - 1);

    long heal = System.nanoTime();
    hosts.heal(NODES);
    Until.holds("the cluster is one", () -> members(0) == NODES && members(NODES - 1) == NODES);
    double mergedS = since(heal);
    Until.holds(
        "every node serves every restaurant",
        () -> everybodyBooksEverywhere().stream().allMatch(Answer::isTaken));
    double healedS = since(heal);
    System.out.printf(
        "%s: out of reach is said after %.1f s, Hazelcast split after %.1f s, slowest refusal %.3f s;"
            + " healed: Hazelcast one after %.1f s, everything served everywhere after %.1f s,"
            + " %.0f registered anew%n",
        which, knownS, splitS, slowestS, mergedS, healedS, repairs());
    assertThat(healedS).isLessThan(HEALED_S);
    Until.holds("everybody is heard", () -> unheard() == 0);
    Nodes.awaitShares(nodes);
  }

  /** Each house is booked on exactly one side, and the other side says why it is not. */
  private void checkSides(List<Answer> answers) {
    Map<String, List<String>> byHouse = new TreeMap<>();
    for (Answer answer : answers) {
      String side = answer.node() == nodes.get(NODES - 1) ? "one" : "two";
      assertThat(answer.isTaken() || answer.saysUnreachable()).as(answer.body()).isTrue();
      if (answer.isTaken()) {
        byHouse.computeIfAbsent(answer.booking().house(), h -> new ArrayList<>()).add(side);
      }
    }
    assertThat(byHouse).hasSize(HOUSES);
    assertThat(byHouse.values())
        .allMatch(s -> s.equals(List.of("one")) || s.equals(List.of("two", "two")));
    assertThat(byHouse.values()).contains(List.of("one"), List.of("two", "two"));
  }

  private int members(int node) throws Exception {
    return (int) nodes.get(node).metric("tavolo_cluster_members");
  }

  private double unheard() throws Exception {
    double unheard = 0;
    for (NodeProcess node : nodes) {
      unheard += node.metric("tavolo_cluster_unheard");
    }
    return unheard;
  }

  private double repairs() throws Exception {
    double repairs = 0;
    for (NodeProcess node : nodes) {
      repairs += node.metric("tavolo_cluster_repairs_total{kind=\"registered anew\"");
    }
    return repairs;
  }

  private static double since(long nanos) {
    return (System.nanoTime() - nanos) / 1e9;
  }

  /** A booking at each node for each house, on days of its own, all at once. */
  private List<Answer> everybodyBooksEverywhere() throws Exception {
    LocalDate day = Diners.firstDay().plusDays(rounds++);
    List<CompletableFuture<Answer>> calls = new ArrayList<>();
    for (int h = 0; h < HOUSES; h++) {
      for (NodeProcess node : nodes) {
        String key = UUID.randomUUID().toString();
        calls.add(new KeyedBooking("house-" + h, day + "T19:00:00Z", key).send(node));
      }
    }
    List<Answer> answers = new ArrayList<>();
    for (CompletableFuture<Answer> call : calls) {
      Answer answer = call.get(30, TimeUnit.SECONDS);
      assertThat(answer.status()).as(answer.body()).isIn(201, 503);
      if (answer.isTaken()) {
        booked++;
      } else {
        open.put(answer.booking().key(), answer.booking());
      }
      answers.add(answer);
    }
    return answers;
  }

  /**
   * What was refused or not known is asked again: there is a table for each. A few at once, and
   * again where the node says that it is full.
   */
  private void settleOpen() throws Exception {
    Until.holds("every open booking is taken", () -> settleSome() == 0);
  }

  /** How many are open still. */
  private int settleSome() throws Exception {
    List<CompletableFuture<Answer>> calls =
        open.values().stream().limit(AT_ONCE).map(b -> b.send(nodes.get(0))).toList();
    for (CompletableFuture<Answer> call : calls) {
      Answer answer = call.get(30, TimeUnit.SECONDS);
      assertThat(answer.status()).as(answer.body()).isIn(201, 503);
      if (answer.isTaken()) {
        booked++;
        open.remove(answer.booking().key());
      }
    }
    return open.size();
  }

  private void checkRows() throws Exception {
    try (Connection sql = database.sql();
        Statement statement = sql.createStatement()) {
      assertThat(number(statement, "select count(*) from reservation")).isEqualTo(booked);
      assertThat(
              number(
                  statement,
                  """
                  select count(*) from reservation a join reservation b using (restaurant)
                   where a.id < b.id and a.tables = b.tables
                     and a.start_tick < b.end_tick and b.start_tick < a.end_tick
                  """))
          .as("tables given twice")
          .isZero();
    }
  }

  private static long number(Statement statement, String query) throws Exception {
    try (ResultSet rows = statement.executeQuery(query)) {
      assertThat(rows.next()).isTrue();
      return rows.getLong(1);
    }
  }
}
