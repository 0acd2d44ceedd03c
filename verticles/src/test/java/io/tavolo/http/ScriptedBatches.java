package io.tavolo.http;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Stands where the answers to batches are kept. */
final class ScriptedBatches implements BatchStore {
  private record Row(String caller, Kept kept) {}

  private final Map<UUID, Row> rows = new ConcurrentHashMap<>();
  volatile boolean down;

  /** Puts one there, the staff's. */
  void kept(String id, long ageMs, @Nullable Buffer answers) {
    rows.put(UUID.fromString(id), new Row("staff", new Kept(1, ageMs, answers)));
  }

  /** Makes it another's. */
  void giveAway(String id) {
    rows.computeIfPresent(UUID.fromString(id), (key, row) -> new Row("other", row.kept()));
  }

  @Override
  public Future<Void> accept(UUID id, String caller, int lines) {
    return reach(
        () -> {
          rows.put(id, new Row(caller, new Kept(lines, 0, null)));
          return null;
        });
  }

  @Override
  public Future<Void> finish(UUID id, Buffer answers) {
    return reach(
        () -> {
          rows.computeIfPresent(
              id, (key, row) -> new Row(row.caller(), new Kept(row.kept().lines(), 0, answers)));
          return null;
        });
  }

  @Override
  public Future<Optional<Kept>> find(UUID id, String caller) {
    return reach(
        () ->
            Optional.ofNullable(rows.get(id))
                .filter(row -> row.caller().equals(caller))
                .map(Row::kept));
  }

  private <T> Future<T> reach(Supplier<@Nullable T> work) {
    return down
        ? Future.failedFuture(new NoSuchElementException("FATAL: secret-host"))
        : Future.succeededFuture(work.get());
  }
}
