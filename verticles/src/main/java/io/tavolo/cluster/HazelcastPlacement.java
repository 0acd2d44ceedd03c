package io.tavolo.cluster;

import com.hazelcast.cluster.Member;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceNotActiveException;
import com.hazelcast.partition.MigrationListener;
import com.hazelcast.partition.MigrationState;
import com.hazelcast.partition.PartitionService;
import com.hazelcast.partition.ReplicaMigrationEvent;
import io.tavolo.engine.ownership.Reconciler;
import org.jspecify.annotations.Nullable;

/**
 * A shard belongs where Hazelcast keeps the partition of its key. Reading the table takes no
 * network call; it may be late or wrong, which costs time and nothing else. Any thread.
 */
public final class HazelcastPlacement implements Reconciler.Placement {
  /** The member attribute that carries a node's id. */
  public static final String NODE_ATTRIBUTE = "tavolo.node";

  private final PartitionService partitions;

  public HazelcastPlacement(HazelcastInstance hazelcast) {
    partitions = hazelcast.getPartitionService();
  }

  /** Calls back whenever a partition has moved, on a thread of Hazelcast's. */
  public void onChange(Runnable moved) {
    partitions.addMigrationListener(
        new MigrationListener() {
          @Override
          public void migrationStarted(MigrationState state) {}

          @Override
          public void migrationFinished(MigrationState state) {
            moved.run();
          }

          @Override
          public void replicaMigrationCompleted(ReplicaMigrationEvent event) {}

          @Override
          public void replicaMigrationFailed(ReplicaMigrationEvent event) {}
        });
  }

  @Override
  public @Nullable String nodeOf(int shard) {
    try {
      Member owner = partitions.getPartition("tavolo-shard-" + shard).getOwner();
      return owner == null ? null : owner.getAttribute(NODE_ATTRIBUTE);
    } catch (HazelcastInstanceNotActiveException e) {
      return null;
    }
  }
}
