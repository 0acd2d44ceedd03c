package io.tavolo.engine.simulation.outside;

import io.tavolo.engine.lane.Batch.JournalRow;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A process's way to the topic: one producer after another, made for as long as it takes. All
 * answers come later, in the process's time.
 */
public final class Producers {
  private static final long LEAST_PAUSE_US = 100_000;
  private static final long MOST_PAUSE_US = 5_000_000;

  /** What comes back. */
  public interface Answers {
    /** The generation's producer can reach the topic. */
    void up(long generation);

    /** The record is in the topic. May come when its generation is over. */
    void acked(long generation, int shard, long seq);

    /** Once a generation at most: a record was refused, and nothing more of it is sent. */
    void failed(long generation);
  }

  private final Topic topic;
  private final Later node;
  private final Answers answers;
  private @Nullable Producer current;
  private long wanted;

  /** Failures since a record was last taken. */
  private int failures;

  private boolean cut;

  /** What was sent into the cut. */
  private final List<Request> held = new ArrayList<>();

  Producers(Topic topic, Later node, Answers answers) {
    this.topic = topic;
    this.node = node;
    this.answers = answers;
  }

  /** Gives the present producer up and makes another; {@link Answers#up} when it is there. */
  public void renew(long generation) {
    close();
    wanted = generation;
    if (failures == 0) {
      attempt(generation);
    } else {
      pause(generation);
    }
  }

  /** Hands the row to the present producer, if there is one. */
  public void send(JournalRow row) {
    if (current != null) {
      current.send(row);
    }
  }

  /** Gives the present producer up, also when the process is killed: what is under way goes on. */
  public void close() {
    wanted = 0;
    if (current != null) {
      failures++;
      current.end();
      current = null;
    }
  }

  /**
   * Nothing passes between this process and the brokers. What was sent meanwhile may still arrive
   * when the cut is over.
   */
  public void cut(boolean is) {
    cut = is;
    if (!is) {
      List<Request> late = List.copyOf(held);
      held.clear();
      for (Request request : late) {
        if (topic.dice.happens(2)) {
          topic.transmit(request);
        } else {
          topic.tally.note(Happened.KAFKA_REQUEST_LOST);
        }
      }
    }
  }

  private void attempt(long generation) {
    node.after(
        2 * topic.travelUs(),
        () -> {
          if (wanted != generation) {
            return;
          }
          if (cut || !topic.isReachable()) {
            topic.tally.note(Happened.KAFKA_AWAY);
            failures++;
            pause(generation);
          } else {
            current = new Producer(this, topic, generation);
            answers.up(generation);
          }
        });
  }

  private void pause(long generation) {
    long us = Math.min(MOST_PAUSE_US, LEAST_PAUSE_US << Math.min(failures - 1, 10));
    node.after(topic.dice.between(us / 2, us), () -> attempt(generation));
  }

  // ---------------------------------------------------------------- for the producers

  void later(long us, Runnable what) {
    node.after(us, what);
  }

  boolean isCut() {
    return cut;
  }

  void transmit(Request request) {
    if (cut) {
      held.add(request);
      request.producer.isSilent(request);
    } else {
      topic.transmit(request);
    }
  }

  void acked(long generation, JournalRow row) {
    failures = 0;
    answers.acked(generation, row.shard(), row.seq());
  }

  void failed(long generation) {
    answers.failed(generation);
  }
}
