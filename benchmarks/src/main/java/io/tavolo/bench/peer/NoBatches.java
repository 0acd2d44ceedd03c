package io.tavolo.bench.peer;

import io.tavolo.http.BatchStore;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;
import java.util.UUID;

/** The peer keeps no answers: whoever sends it a batch waits for them. */
final class NoBatches implements BatchStore {
  @Override
  public Future<Void> accept(UUID id, String caller, int lines) {
    return Future.failedFuture(new UnsupportedOperationException("the peer keeps no batch"));
  }

  @Override
  public Future<Void> finish(UUID id, Buffer answers) {
    return accept(id, "", 0);
  }

  @Override
  public Future<Optional<Kept>> find(UUID id, String caller) {
    return Future.succeededFuture(Optional.empty());
  }
}
