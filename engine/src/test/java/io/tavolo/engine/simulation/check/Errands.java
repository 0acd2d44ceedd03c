package io.tavolo.engine.simulation.check;

import io.tavolo.engine.lane.CommandKey;
import io.tavolo.engine.lane.Request;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.agrona.collections.Int2ObjectHashMap;
import org.jspecify.annotations.Nullable;

/** Every command that somebody sent, by its key. */
final class Errands {
  private record KeyId(long restaurant, long high, long low) {}

  private final Map<KeyId, Errand.Key> keys = new HashMap<>();
  private final Int2ObjectHashMap<Errand> byNumber = new Int2ObjectHashMap<>();
  private final List<Errand> inOrder = new ArrayList<>();

  /** The errand of that number, or of the same key and payload. */
  Errand of(int number, Request.Submit request, Ledger ledger, long step) {
    Errand known = byNumber.get(number);
    if (known == null) {
      CommandKey key = request.key();
      if (key.equals(CommandKey.NONE)) {
        throw new IllegalArgumentException("key: none (expected: one, of a client's command)");
      }
      KeyId id = new KeyId(ledger.number, key.high(), key.low());
      Errand.Key shared = keys.computeIfAbsent(id, k -> new Errand.Key());
      known = shared.with(key.payloadHash());
      if (known == null) {
        known = new Errand(number, shared, request, ledger, step);
        shared.errands.add(known);
        inOrder.add(known);
      }
      byNumber.put(number, known);
    }
    if (!isSame(known.request, request)) {
      throw new IllegalArgumentException(
          "request: %s (expected: the same each time, %s)".formatted(request, known.request));
    }
    return known;
  }

  private static boolean isSame(Request.Submit first, Request.Submit other) {
    return first.key().equals(other.key()) && first.command().equals(other.command());
  }

  /** Whose command has that key and payload. */
  @Nullable Errand find(long restaurant, CommandKey key) {
    Errand.Key shared = keys.get(new KeyId(restaurant, key.high(), key.low()));
    return shared == null ? null : shared.with(key.payloadHash());
  }

  List<Errand> all() {
    return inOrder;
  }
}
