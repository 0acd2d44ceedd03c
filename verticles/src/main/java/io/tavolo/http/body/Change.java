package io.tavolo.http.body;

import org.jspecify.annotations.Nullable;

/**
 * A member that was given: to a value, or to null, which removes. A member that was not given is a
 * null {@code Change}.
 */
record Change<T>(@Nullable T to) {
  /** What stands afterwards, where {@code present} stood. */
  static <T> @Nullable T apply(@Nullable Change<T> change, @Nullable T present) {
    return change == null ? present : change.to;
  }
}
