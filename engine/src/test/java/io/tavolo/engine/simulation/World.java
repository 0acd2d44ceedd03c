package io.tavolo.engine.simulation;

import io.tavolo.engine.id.Hash;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** What all parts of a run share: time, chance, what went wrong, and the trace. */
final class World {
  final Scheduler scheduler = new Scheduler();

  /** Faults stop when this is false. */
  boolean troubled = true;

  private final long seed;
  private final EnumMap<Fault, Integer> faults = new EnumMap<>(Fault.class);
  private final @Nullable Consumer<String> trace;
  private long digest;
  private long leapMs;

  World(long seed, @Nullable Consumer<String> trace) {
    this.seed = seed;
    this.trace = trace;
  }

  /** The true time, which the database shows, in milliseconds since the epoch. */
  long trueMs() {
    return NodeClock.BEGIN_MS + leapMs + scheduler.nowUs() / 1_000;
  }

  /** All wall clocks are further by so much from now on. */
  void leap(long ms) {
    leapMs += ms;
  }

  long nowUs() {
    return scheduler.nowUs();
  }

  /** Chance of its own for a part, by its name. */
  RandomGenerator chance(long name) {
    return new Chance(Hash.mix(seed * 0x9E37_79B9L + name), scheduler);
  }

  void count(Fault fault) {
    faults.merge(fault, 1, Integer::sum);
    mark(fault.name().hashCode());
  }

  Map<Fault, Integer> faults() {
    return faults;
  }

  /** Takes the event into the digest, by which two runs are compared. */
  void mark(long event) {
    digest = Hash.mix(digest * 31 + event * 0x9E37_79B9_7F4A_7C15L + scheduler.nowUs());
  }

  long digest() {
    return digest;
  }

  boolean isTraced() {
    return trace != null;
  }

  /** A line of the trace; made only when somebody reads it. */
  void say(Supplier<String> line) {
    if (trace != null) {
      trace.accept(String.format("%11.3f ms  %s", nowUs() / 1000.0, line.get()));
    }
  }
}
