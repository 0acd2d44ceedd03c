package io.tavolo.engine.simulation.outside;

import io.tavolo.engine.lane.Batch.JournalRow;
import java.util.List;

/** What goes to a broker at once; sent again it is the same request. */
final class Request {
  /** The records of one partition, in order. */
  static final class Part {
    final List<JournalRow> rows;

    /** The broker has it. */
    boolean landed;

    Part(List<JournalRow> rows) {
      this.rows = rows;
    }
  }

  final Producer producer;
  final int broker;
  final List<Part> parts;

  /** How often it was sent. */
  int sent;

  boolean isAnswered;

  /** It was under way when its producer was given up, and is late for that. */
  boolean isLeftBehind;

  Request(Producer producer, int broker, List<Part> parts) {
    this.producer = producer;
    this.broker = broker;
    this.parts = parts;
  }
}
