package io.tavolo.operations;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** The conditions a node is judged by; read on any thread. */
public final class Health {
  /**
   * One condition.
   *
   * @param required whether bookings need it; Kafka and Redis may be away
   * @param holds asked each time anew, returns at once
   */
  public record Check(String name, boolean required, BooleanSupplier holds) {}

  private final List<Check> checks = new ArrayList<>();

  /** Adds a condition; before anybody asks. */
  public Health with(String name, boolean required, BooleanSupplier holds) {
    checks.add(new Check(name, required, holds));
    return this;
  }

  public List<Check> checks() {
    return List.copyOf(checks);
  }

  /** Whether this node can take bookings now. */
  public boolean isReady() {
    return checks.stream().allMatch(c -> !c.required() || c.holds().getAsBoolean());
  }
}
