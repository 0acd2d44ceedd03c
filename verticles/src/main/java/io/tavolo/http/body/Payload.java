package io.tavolo.http.body;

import org.jspecify.annotations.Nullable;

/**
 * A body in the one form that the same content always has, to tell a retry from the reuse of a key.
 * Members that were not given leave no mark, so that members added later change no digest.
 */
final class Payload {
  private final StringBuilder text = new StringBuilder();

  Payload add(String member, @Nullable Object value) {
    if (value != null) {
      String shown = value.toString();
      text.append(member).append(':').append(shown.length()).append(':').append(shown).append(';');
    }
    return this;
  }

  /** A member that may have been given as null. */
  Payload add(String member, @Nullable Change<?> change) {
    if (change != null) {
      add(change.to() == null ? member + "=null" : member, String.valueOf(change.to()));
    }
    return this;
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
