package io.tavolo.node;

import io.tavolo.cache.AvailabilityCache;
import io.tavolo.cluster.FormatGate;
import io.tavolo.cluster.OwnershipVerticle;
import io.tavolo.engine.availability.DaySnapshot;
import io.tavolo.engine.lane.Batch;
import io.tavolo.lane.LanePorts;
import io.tavolo.publish.PublisherVerticle;
import io.vertx.core.Future;
import java.util.function.IntPredicate;

/** Joins the lanes to ownership, publisher, cache and formats. */
record Ports(
    OwnershipVerticle ownership,
    PublisherVerticle publisher,
    AvailabilityCache cache,
    FormatGate formats)
    implements LanePorts {

  @Override
  public void takeAgain(int shard) {
    ownership.takeAgain(shard);
  }

  @Override
  public void lost(int shard) {
    ownership.lost(shard);
  }

  @Override
  public void released(int shard) {
    ownership.released(shard);
  }

  @Override
  public void committed(Batch batch, IntPredicate passed) {
    publisher.committed(batch, passed);
  }

  @Override
  public int format() {
    return formats.written();
  }

  @Override
  public Future<Void> write(DaySnapshot day, long restaurant, long lastsMs) {
    return cache.put(day, restaurant, lastsMs);
  }

  /** Tells the publisher which shards are this node's. */
  record Shards(PublisherVerticle publisher) implements OwnershipVerticle.Listener {
    @Override
    public void owned(int shard, long lastSeq) {
      publisher.owned(shard, lastSeq);
    }

    @Override
    public void dropped(int shard) {
      publisher.dropped(shard);
    }
  }
}
