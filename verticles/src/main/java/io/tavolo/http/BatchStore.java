package io.tavolo.http;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the answers to batches whose senders do not wait, for every node, a bounded number of them
 * and for a day. Called on event loops, which it does not block; futures complete on the caller's
 * context, and fail when the store cannot be reached.
 */
public interface BatchStore {
  /**
   * A batch as it stands.
   *
   * @param ageMs since it was accepted
   * @param answers a line for each of its lines and one that counts them, or null until all are
   *     there
   */
  record Kept(int lines, long ageMs, @Nullable Buffer answers) {}

  /** Takes in a batch that begins. */
  Future<Void> accept(UUID id, String caller, int lines);

  /** Keeps the answers. May be said again. */
  Future<Void> finish(UUID id, Buffer answers);

  /** The batch, empty when that caller has none of that id, or no longer. */
  Future<Optional<Kept>> find(UUID id, String caller);
}
