package io.tavolo.node;

import io.tavolo.http.BatchStore;
import io.tavolo.postgres.PgPartnerBatches;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;
import java.util.UUID;

/** Where HTTP keeps the answers to batches: in Postgres, so that any node has them. */
record BatchesOfPostgres(PgPartnerBatches batches) implements BatchStore {
  @Override
  public Future<Void> accept(UUID id, String caller, int lines) {
    return batches.accept(id, caller, lines);
  }

  @Override
  public Future<Void> finish(UUID id, Buffer answers) {
    return batches.finish(id, answers);
  }

  @Override
  public Future<Optional<Kept>> find(UUID id, String caller) {
    return batches
        .find(id, caller)
        .map(
            kept ->
                kept == null
                    ? Optional.empty()
                    : Optional.of(new Kept(kept.lines(), kept.ageMs(), kept.answers())));
  }
}
