package io.tavolo.engine.simulation;

import io.tavolo.engine.simulation.postgres.Result;
import io.tavolo.engine.simulation.postgres.Statement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The client's end of a connection. Statements are answered in the order in which they are sent.
 */
final class Connection {
  /** A statement on its way. */
  static final class Sent {
    final Statement statement;
    private final Consumer<@Nullable Result> answer;

    /** It never arrives. */
    private boolean dropped;

    /** It arrives so much later than it should: whoever sent it is not there any more. */
    private long lateUs;

    private boolean arrived;

    Sent(Statement statement, Consumer<@Nullable Result> answer) {
      this.statement = statement;
      this.answer = answer;
    }
  }

  private final World world;
  private final Network network;
  private final Database database;
  private final Machine client;
  private final int from;
  private final int to;
  private final Deque<Sent> pending = new ArrayDeque<>();
  private @Nullable Backend backend;
  private Runnable onClosed = () -> {};
  private boolean open = true;
  private int underWay;
  private long arrivesUs;
  private long answersUs;

  Connection(World world, Network network, Database database, Machine client, int from, int to) {
    this.world = world;
    this.network = network;
    this.database = database;
    this.client = client;
    this.from = from;
    this.to = to;
  }

  void join(Backend serving) {
    backend = serving;
  }

  /** Told in the client's process, once, when the connection breaks. */
  void onClosed(Runnable told) {
    onClosed = told;
  }

  boolean isOpen() {
    return open;
  }

  /** Whether a statement may still arrive at the server. */
  boolean mayBring() {
    return underWay > 0;
  }

  /** Whether somebody still waits at this end. */
  boolean isHeard() {
    return open && client.isAlive();
  }

  /**
   * Sends a statement.
   *
   * @param answer told in the client's process; with null when the connection broke before
   */
  void execute(Statement statement, Consumer<@Nullable Result> answer) {
    if (!open) {
      client.after(1, () -> answer.accept(null));
      return;
    }
    Sent sent = new Sent(statement, answer);
    pending.add(sent);
    long us = network.streamUs(from, to);
    if (us >= Network.GIVE_UP_US) {
      breakOff(Network.GIVE_UP_US);
      return;
    }
    arrivesUs = Math.max(arrivesUs + 1, world.nowUs() + us);
    underWay++;
    world.scheduler.at(arrivesUs, () -> arrive(sent));
    if (database.happens(database.resetOneIn)) {
      world.count(Fault.CONNECTION_RESET);
      breakOff(database.random().nextInt(2_500));
    }
  }

  private void arrive(Sent sent) {
    if (sent.dropped) {
      return;
    }
    if (sent.lateUs > 0) {
      long late = sent.lateUs;
      sent.lateUs = 0;
      world.scheduler.after(late, () -> arrive(sent));
      return;
    }
    sent.arrived = true;
    underWay--;
    Objects.requireNonNull(backend).receive(sent);
  }

  /** The server answers. */
  void answered(Sent sent, Result result) {
    if (!isHeard()) {
      return;
    }
    long us = network.streamUs(to, from);
    if (us >= Network.GIVE_UP_US) {
      breakOff(Network.GIVE_UP_US);
      return;
    }
    answersUs = Math.max(answersUs + 1, world.nowUs() + us);
    client.after(
        answersUs - world.nowUs(),
        () -> {
          if (pending.remove(sent)) {
            sent.answer.accept(result);
          } else if (sent.statement instanceof Statement.Write) {
            world.count(Fault.COMMIT_ANSWER_LOST);
          }
        });
  }

  /** As late as who comes to see what became of it, or much later, or as if nothing had been. */
  private static long lateUs(RandomGenerator random) {
    return switch (random.nextInt(3)) {
      case 0 -> 0;
      case 1 -> random.nextInt(6_000);
      default -> random.nextInt(2_500_000);
    };
  }

  /** It breaks, and a little later the client hears of it; what is on its way may still arrive. */
  void breakOff(long us) {
    client.after(us, this::close);
  }

  /** The client gives it up, or learns that it is broken. */
  void close() {
    if (!open) {
      return;
    }
    open = false;
    RandomGenerator random = database.random();
    List<Sent> lost = new ArrayList<>(pending);
    pending.clear();
    for (Sent sent : lost) {
      if (!sent.arrived) {
        sent.dropped = random.nextInt(3) == 0;
        underWay -= sent.dropped ? 1 : 0;
        sent.lateUs = lateUs(random);
      }
    }
    Objects.requireNonNull(backend).clientGone();
    lost.forEach(sent -> sent.answer.accept(null));
    onClosed.run();
  }
}
