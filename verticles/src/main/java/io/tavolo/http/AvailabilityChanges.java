package io.tavolo.http;

import io.tavolo.engine.availability.DaySnapshot;
import io.vertx.core.Handler;
import org.jspecify.annotations.Nullable;

/** What becomes of a service date while somebody looks at it. */
@FunctionalInterface
public interface AvailabilityChanges {
  /**
   * Tells the day as it is known, if it is, and then each newer snapshot of it, within 200 ms of
   * the change as long as the shard has an owner. A snapshot may be told again, or come after a
   * newer one. Callable on any event loop; {@code changes} is called on the caller's context.
   *
   * @param serviceDay days since 1970-01-01
   * @return null when as many as this node may have are watching
   */
  @Nullable Watching watch(String restaurantId, int serviceDay, Handler<DaySnapshot> changes);

  /** Somebody who watches. */
  @FunctionalInterface
  interface Watching {
    /** No more is told, but for what is on its way. Any thread; once more does nothing. */
    void end();
  }
}
