package io.tavolo.engine.simulation.outside;

import io.tavolo.engine.lane.Batch.JournalRow;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One producer until its first failure: idempotent, one request at a time under way to a broker,
 * each sent again until it is answered. Past the failure it sends nothing.
 */
final class Producer {
  /** A tenth of the product's, so that runs of seconds see it. */
  static final long TIMEOUT_US = 1_500_000;

  private static final long LINGER_US = 5_000;
  private static final int PART_ROWS = 100;

  /** Of so many parts one waits for the next request, as when a request is full. */
  private static final int LEFT_OUT_ONE_IN = 8;

  private final Producers owner;
  private final Topic topic;
  private final long generation;
  private final List<Line> lines = new ArrayList<>();
  private boolean over;

  Producer(Producers owner, Topic topic, long generation) {
    this.owner = owner;
    this.topic = topic;
    this.generation = generation;
    for (int broker = 0; broker < topic.brokers(); broker++) {
      lines.add(new Line(broker));
    }
  }

  boolean isOver() {
    return over;
  }

  void send(JournalRow row) {
    if (!over) {
      int partition = topic.partitionOf(row.restaurant());
      lines.get(topic.brokerOf(partition)).add(partition, row);
    }
  }

  /** Gives up what waits; what is under way may still land. */
  void end() {
    over = true;
    lines.clear();
  }

  /** This sending of the request will not be answered in time. */
  void isSilent(Request request) {
    int sent = request.sent;
    owner.later(
        TIMEOUT_US,
        () -> {
          if (!over && !request.isAnswered && request.sent == sent) {
            transmit(request);
          }
        });
  }

  /** The broker has answered. */
  void answer(Request request, boolean[] refused, long travelUs) {
    owner.later(
        travelUs,
        () -> {
          if (request.isAnswered) {
            return;
          }
          if (owner.isCut()) {
            topic.tally.note(Happened.KAFKA_ANSWER_LOST);
            isSilent(request);
          } else {
            answered(request, refused);
          }
        });
  }

  private void answered(Request request, boolean[] refused) {
    request.isAnswered = true;
    for (int i = 0; i < refused.length; i++) {
      if (!refused[i]) {
        // Also when all is over: such answers are on their way to whoever gave the producer up.
        request.parts.get(i).rows.forEach(row -> owner.acked(generation, row));
      } else if (!over) {
        end();
        owner.failed(generation);
      }
    }
    if (!over) {
      Line line = lines.get(request.broker);
      line.underWay = null;
      line.next();
    }
  }

  private void transmit(Request request) {
    request.sent++;
    owner.transmit(request);
  }

  /** The connection to one broker, and what waits for it. */
  private final class Line {
    private final int broker;
    private final List<ArrayDeque<JournalRow>> waiting = new ArrayList<>();
    private @Nullable Request underWay;
    private boolean lingers;
    private int rows;

    Line(int broker) {
      this.broker = broker;
      for (int partition = 0; partition < topic.partitions(); partition++) {
        waiting.add(new ArrayDeque<>());
      }
    }

    void add(int partition, JournalRow row) {
      waiting.get(partition).add(row);
      rows++;
      if (underWay == null && !lingers) {
        lingers = true;
        owner.later(
            LINGER_US,
            () -> {
              lingers = false;
              next();
            });
      }
    }

    void next() {
      if (over || underWay != null || rows == 0) {
        return;
      }
      List<Request.Part> parts = new ArrayList<>();
      int first = topic.dice.below(waiting.size());
      for (int i = 0; i < waiting.size(); i++) {
        ArrayDeque<JournalRow> queue = waiting.get((first + i) % waiting.size());
        if (!queue.isEmpty() && (parts.isEmpty() || !topic.dice.happens(LEFT_OUT_ONE_IN))) {
          parts.add(take(queue));
        }
      }
      Request request = new Request(Producer.this, broker, parts);
      underWay = request;
      transmit(request);
    }

    private Request.Part take(ArrayDeque<JournalRow> queue) {
      int n = Math.min(PART_ROWS, queue.size());
      List<JournalRow> taken = new ArrayList<>(n);
      for (int i = 0; i < n; i++) {
        taken.add(queue.remove());
      }
      rows -= n;
      return new Request.Part(taken);
    }
  }
}
