package io.tavolo.operations;

import io.tavolo.engine.ownership.Head;
import io.tavolo.engine.ownership.ShardView;
import io.tavolo.postgres.PgPublisherStore;
import io.tavolo.postgres.PgShards;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Who owns which shard, under which epoch, and how far its events are behind. */
public final class ShardReport {
  private final PgShards shards;
  private final PgPublisherStore published;
  private final ShardView view;

  public ShardReport(PgShards shards, PgPublisherStore published, ShardView view) {
    this.shards = shards;
    this.published = published;
    this.view = view;
  }

  /** One object for each shard, as Postgres has it now. */
  public Future<JsonArray> read() {
    return Future.all(shards.heads(), published.lag())
        .map(both -> report(both.resultAt(0), both.resultAt(1)));
  }

  private JsonArray report(List<Head> heads, List<PgPublisherStore.Lag> lags) {
    Map<Integer, PgPublisherStore.Lag> lagByShard = new HashMap<>();
    lags.forEach(lag -> lagByShard.put(lag.shard(), lag));
    JsonArray report = new JsonArray();
    for (Head head : heads) {
      PgPublisherStore.Lag lag = lagByShard.get(head.shard());
      report.add(
          new JsonObject()
              .put("shard", head.shard())
              .put("owner", head.owner())
              .put("owner_alive", head.ownerAlive())
              .put("held_here", view.get(head.shard()).held())
              .put("epoch", head.epoch())
              .put("last_seq", head.lastSeq())
              .put("published_seq", lag == null ? 0 : lag.publishedSeq())
              .put(
                  "unpublished",
                  lag == null ? 0 : Math.max(0, lag.lastSeq() - lag.publishedSeq())));
    }
    return report;
  }
}
