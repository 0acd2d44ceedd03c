package io.tavolo.engine.publish;

import io.tavolo.engine.lane.Batch.JournalRow;
import io.tavolo.engine.simulation.outside.Producers;

/** A node's Kafka, and the time that passes meanwhile. */
interface Kafka {
  /** A process begins; who was told before is told nothing more that matters. */
  void begin(Producers.Answers answers);

  void send(JournalRow row);

  void renew(long generation);

  /** Answers what only waits to be answered. */
  void settle();

  long nowMs();

  void pass(long ms);
}
