package io.tavolo.engine.simulation.outside;

import io.tavolo.engine.availability.DaySnapshot;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A process's link to Redis: one pipelined connection that never makes anybody wait. What has no
 * answer within the deadline fails, and while an answer is overdue everything fails at once; a
 * connection that stays silent is given up, and what was written to it may still be carried out.
 *
 * <p>All answers come later, in the process's time, exactly one for each call.
 */
public final class CacheLink {
  private static final long DEADLINE_US = 100_000;
  private static final long SILENCE_US = 1_000_000;
  private static final long LEAST_PAUSE_US = 50_000;
  private static final long MOST_PAUSE_US = 2_000_000;

  /** What a read finds. */
  public interface Reader {
    /**
     * Redis has answered.
     *
     * @param entry null when it has none
     */
    void found(Cache.@Nullable Entry entry);

    void failed();
  }

  /** From connecting until it is given up. */
  private static final class Connection {
    /** Commands arrive in order. */
    long arrivesUs;

    /** So do answers. */
    long answersUs;

    /** Nothing that is sent from now on arrives. */
    boolean deaf;

    /** No answer comes any more. */
    boolean mute;

    boolean over;
    final ArrayDeque<Call> calls = new ArrayDeque<>();
  }

  private static final class Call {
    final Connection connection;
    final Runnable failed;
    boolean isOver;
    boolean isOverdue;

    Call(Connection connection, Runnable failed) {
      this.connection = connection;
      this.failed = failed;
    }
  }

  /** A command that was sent into a cut. */
  private record Stuck(Connection connection, Runnable command) {}

  private final Cache cache;
  private final Later node;
  private @Nullable Connection connection = new Connection();
  private final List<Stuck> stuck = new ArrayList<>();
  private boolean cut;
  private boolean closed;
  private int failures;

  CacheLink(Cache cache, Later node) {
    this.cache = cache;
    this.node = node;
  }

  /**
   * Writes the day by the product's script.
   *
   * @param lastsMs how long the entry may live, 1 or more
   * @param written whether Redis has answered; it may have had a newer one
   */
  public void put(DaySnapshot day, long restaurant, long lastsMs, Consumer<Boolean> written) {
    Call call = call(() -> written.accept(false));
    if (call != null) {
      send(
          call,
          () -> {
            if (call.isOver) {
              cache.tally.note(Happened.REDIS_LATE);
            }
            cache.put(day, restaurant, lastsMs);
            answer(call, () -> written.accept(true));
          });
    }
  }

  /** Reads the day. */
  public void get(long restaurant, int serviceDay, Reader reader) {
    Call call = call(reader::failed);
    if (call != null) {
      send(
          call,
          () -> {
            Cache.Entry entry = cache.look(restaurant, serviceDay);
            answer(call, () -> reader.found(entry));
          });
    }
  }

  /** Whether Redis can be asked just now. */
  public boolean isUsable() {
    return connection != null && (connection.calls.isEmpty() || !connection.calls.peek().isOverdue);
  }

  /**
   * Nothing passes between this process and Redis. What was sent meanwhile may still arrive when
   * the cut is over.
   */
  public void cut(boolean is) {
    cut = is;
    if (!is) {
      List<Stuck> late = List.copyOf(stuck);
      stuck.clear();
      for (Stuck command : late) {
        // What follows a lost command on its connection is lost too.
        if (!command.connection.deaf && cache.dice.happens(4)) {
          command.connection.deaf = true;
        }
        if (command.connection.deaf) {
          cache.tally.note(Happened.REDIS_COMMAND_LOST);
        } else {
          travel(command.connection, command.command);
        }
      }
    }
  }

  /** The process ends: what is on its way goes on. */
  public void close() {
    closed = true;
    cache.forget(this);
    giveUp();
  }

  /** The server ended the connection, which is heard if anything is. */
  void hungUp() {
    Connection of = connection;
    if (of != null) {
      of.deaf = true;
      of.mute = true;
      node.after(
          cache.travelUs(),
          () -> {
            if (!cut) {
              lost(of);
            }
          });
    }
  }

  /** Null when it fails at once. */
  private @Nullable Call call(Runnable failed) {
    Connection to = connection;
    if (to == null || !isUsable()) {
      node.after(0, failed);
      return null;
    }
    Call call = new Call(to, failed);
    to.calls.add(call);
    node.after(DEADLINE_US, () -> overdue(call));
    return call;
  }

  private void send(Call call, Runnable command) {
    Connection to = call.connection;
    if (cut) {
      stuck.add(new Stuck(to, command));
    } else {
      travel(to, command);
    }
  }

  private void travel(Connection to, Runnable command) {
    if (cache.losesCommand()) {
      to.deaf = true;
    }
    if (to.deaf) {
      cache.tally.note(Happened.REDIS_COMMAND_LOST);
      return;
    }
    to.arrivesUs = Math.max(to.arrivesUs, cache.nowUs() + cache.commandUs());
    cache.later.after(
        to.arrivesUs - cache.nowUs(),
        () -> {
          if (cache.isDown()) {
            cache.tally.note(Happened.REDIS_COMMAND_LOST);
          } else {
            command.run();
          }
        });
  }

  private void answer(Call call, Runnable answer) {
    Connection from = call.connection;
    if (cache.losesAnswer()) {
      from.mute = true;
    }
    if (from.mute) {
      cache.tally.note(Happened.REDIS_ANSWER_LOST);
      return;
    }
    from.answersUs = Math.max(from.answersUs, cache.nowUs() + cache.travelUs());
    node.after(
        from.answersUs - cache.nowUs(),
        () -> {
          if (cut) {
            // The bytes are sent again when the cut is over; by then the connection is given up.
            from.mute = true;
          }
          if (from.mute) {
            cache.tally.note(Happened.REDIS_ANSWER_LOST);
          } else if (!from.over) {
            answered(call, answer);
          }
        });
  }

  private void answered(Call call, Runnable answer) {
    call.connection.calls.remove(call);
    failures = 0;
    if (!call.isOver) {
      call.isOver = true;
      answer.run();
    }
  }

  private void overdue(Call call) {
    Connection of = call.connection;
    if (of.over || !of.calls.contains(call)) {
      return;
    }
    call.isOverdue = true;
    fail(call);
    node.after(
        SILENCE_US - DEADLINE_US,
        () -> {
          if (of.calls.contains(call)) {
            lost(of);
          }
        });
  }

  private static void fail(Call call) {
    if (!call.isOver) {
      call.isOver = true;
      call.failed.run();
    }
  }

  private void lost(Connection which) {
    if (connection == which) {
      failures++;
      giveUp();
      pause();
    }
  }

  private void giveUp() {
    Connection former = connection;
    connection = null;
    if (former != null) {
      former.over = true;
      List<Call> calls = List.copyOf(former.calls);
      former.calls.clear();
      calls.forEach(CacheLink::fail);
    }
  }

  private void pause() {
    long us = Math.min(MOST_PAUSE_US, LEAST_PAUSE_US << Math.min(failures - 1, 10));
    node.after(
        cache.dice.between(us / 2, us),
        () -> {
          if (closed) {
            return;
          }
          if (cut || cache.isDown()) {
            failures++;
            pause();
          } else {
            connection = new Connection();
          }
        });
  }
}
