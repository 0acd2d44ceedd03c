package io.tavolo.chaos;

import io.tavolo.chaos.Schedule.Strike;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;

/** Does the faults to the town, and undoes them. One thread. */
final class Strikes {
  private static final int RESETS = 4;

  /** Below the lease of a node, and beyond it, with what a node adds to it. */
  private static final int SHORT_STALL_MS = 300;

  private static final int PAST_LEASE_MS = 3_000;

  /** So long that the others miss the node. */
  private static final int CUT_MS = 5_000;

  private static final int ROLL_MS = 15_000;

  private final Town town;
  private int largestJumpSeconds;
  private volatile boolean cacheIsAway;

  Strikes(Town town) {
    this.town = town;
  }

  /** What a fault has done so far, and how it is undone. */
  interface Begun {
    /** Undoes it. */
    void heal() throws IOException;

    /** Whether it truly happened; asked after it healed. */
    default boolean happened() {
      return true;
    }

    /** What it did, for the table. */
    default String detail() {
      return "";
    }
  }

  /** How far a node's clock has been off at most, in milliseconds. */
  long largestJumpMs() {
    return largestJumpSeconds * 1_000L;
  }

  /** Whether Redis has been away for so long that no node has anything of it; any thread. */
  boolean cacheIsAway() {
    return cacheIsAway;
  }

  Begun begin(Strike strike) throws IOException {
    SplittableRandom random = new SplittableRandom(strike.random());
    int node = random.nextInt(1, Town.NODES + 1);
    return switch (strike.fault()) {
      case KILL -> kill(List.of(node));
      case KILL_TWO -> kill(others(node));
      case PAUSE -> pause(node);
      case ROLL -> roll(random.nextInt(Town.NODES));
      case POSTGRES_CRASH -> postgresCrash();
      case RESET_AFTER, RESET_BEFORE -> resets(strike.fault() == Fault.RESET_AFTER);
      case STALL_SHORT -> stall(SHORT_STALL_MS);
      case STALL_LONG -> stall(PAST_LEASE_MS);
      case KAFKA -> kafka();
      case REDIS -> redis();
      case CUT_ONE -> cut(List.of(node));
      case CUT_ALL -> cut(List.of(1, 2, 3));
      case PART -> part(node);
      case CLOCK_SMALL -> clock(signed(random, 2, 9));
      case CLOCK_LARGE -> clock(signed(random, 15, 61));
    };
  }

  private static int signed(SplittableRandom random, int from, int to) {
    int amount = random.nextInt(from, to);
    return random.nextBoolean() ? amount : -amount;
  }

  private static List<Integer> others(int node) {
    List<Integer> others = new ArrayList<>(List.of(1, 2, 3));
    others.remove(Integer.valueOf(node));
    return others;
  }

  private Begun kill(List<Integer> nodes) {
    // At once: the second does not wait for the end of the first.
    List<Thread> ends =
        nodes.stream().map(n -> new Thread(() -> town.node(n).end("KILL"), "kill")).toList();
    ends.forEach(Thread::start);
    ends.forEach(Strikes::join);
    return new Begun() {
      @Override
      public void heal() throws IOException {
        for (int node : nodes) {
          town.node(node).start();
          town.node(node).awaitReady();
        }
      }

      @Override
      public String detail() {
        return "node " + numbers(nodes);
      }
    };
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String numbers(List<Integer> nodes) {
    return String.join(", ", nodes.stream().map(String::valueOf).toList());
  }

  private Begun pause(int node) throws IOException {
    town.node(node).pause();
    return healed(
        () -> LockSupport.parkNanos(PAST_LEASE_MS * 1_000_000L),
        "node " + node,
        () -> town.node(node).resume());
  }

  /** One after the other, each back before the next goes; all is done when it returns. */
  private Begun roll(int first) throws IOException {
    long slowestMs = 0;
    for (int i = 0; i < Town.NODES; i++) {
      Node node = town.node(1 + (first + i) % Town.NODES);
      long began = System.nanoTime();
      node.end("TERM");
      long tookMs = (System.nanoTime() - began) / 1_000_000;
      slowestMs = Math.max(slowestMs, tookMs);
      node.start();
      node.awaitReady();
    }
    if (slowestMs > ROLL_MS) {
      throw new IOException("a node took %d ms to stop in order".formatted(slowestMs));
    }
    return healed(() -> {}, "slowest to stop %.1f s".formatted(slowestMs / 1e3), () -> {});
  }

  private Begun postgresCrash() throws IOException {
    town.servers().crashPostgres();
    return healed(() -> {}, "", town.servers()::startPostgres);
  }

  private Begun resets(boolean after) {
    int before = hits();
    for (CommitLink link : town.links()) {
      if (after) {
        link.resetAfter(RESETS);
      } else {
        link.resetBefore(RESETS);
      }
    }
    return new Begun() {
      @Override
      public void heal() {
        town.links().forEach(CommitLink::spare);
      }

      @Override
      public boolean happened() {
        return hits() > before;
      }

      @Override
      public String detail() {
        return (hits() - before) + " batches";
      }
    };
  }

  private int hits() {
    return town.links().stream().mapToInt(CommitLink::hits).sum();
  }

  private Begun stall(int ms) throws IOException {
    town.servers().stallPostgres();
    LockSupport.parkNanos(ms * 1_000_000L);
    town.servers().resumePostgres();
    return healed(() -> {}, ms + " ms", () -> {});
  }

  private Begun kafka() {
    town.servers().stopKafka();
    return healed(() -> {}, "", town.servers()::startKafka);
  }

  private Begun redis() {
    town.servers().stopRedis();
    cacheIsAway = true;
    return healed(
        () -> {},
        "",
        () -> {
          cacheIsAway = false;
          town.servers().startRedis();
        });
  }

  private Begun cut(List<Integer> nodes) throws IOException {
    for (int node : nodes) {
      town.network().cut(node);
    }
    return healed(
        () -> LockSupport.parkNanos(CUT_MS * 1_000_000L),
        "node " + numbers(nodes),
        () -> {
          for (int node : nodes) {
            town.network().heal(node);
          }
        });
  }

  private Begun part(int node) throws IOException {
    town.network().part(node);
    return healed(
        () -> LockSupport.parkNanos(PAST_LEASE_MS * 1_000_000L),
        "node " + node,
        () -> town.network().join(node));
  }

  private Begun clock(int seconds) throws IOException {
    largestJumpSeconds = Math.max(largestJumpSeconds, Math.abs(seconds));
    town.setClock(seconds);
    return healed(
        () -> {}, "node %d by %+d s".formatted(Town.CLOCK_NODE, seconds), () -> town.setClock(0));
  }

  /** What may fail. */
  private interface Action {
    void run() throws IOException;
  }

  /** Goes on for a while longer, and heals then. */
  private static Begun healed(Runnable more, String detail, Action heal) {
    return new Begun() {
      @Override
      public void heal() throws IOException {
        more.run();
        heal.run();
      }

      @Override
      public String detail() {
        return detail;
      }
    };
  }
}
