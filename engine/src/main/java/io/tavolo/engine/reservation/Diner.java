package io.tavolo.engine.reservation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The personal part of a reservation. It passes through to its own row; the engine's state, events
 * and logs know only {@code ref} and {@code key}.
 *
 * @param ref 64 random bits, never 0
 * @param key who this is: a keyed hash of the e-mail address or, without one, the telephone number,
 *     by which one diner's reservations are told from another's; 0 when neither is known
 * @param name 1..120 characters
 * @param email up to 254 characters
 * @param phone up to 40 characters
 * @param notes up to 2,000 characters
 * @param tags at most 20, each 1..40 characters
 */
public record Diner(
    long ref,
    long key,
    @Nullable String name,
    @Nullable String email,
    @Nullable String phone,
    @Nullable String notes,
    List<String> tags) {
  public Diner {
    tags = List.copyOf(tags);
  }

  /** One who cannot be told from others. */
  public Diner(
      long ref,
      @Nullable String name,
      @Nullable String email,
      @Nullable String phone,
      @Nullable String notes,
      List<String> tags) {
    this(ref, 0, name, email, phone, notes, tags);
  }
}
