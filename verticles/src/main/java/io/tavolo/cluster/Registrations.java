package io.tavolo.cluster;

import com.hazelcast.cluster.Cluster;
import com.hazelcast.cluster.Member;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.multimap.MultiMap;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.spi.cluster.NodeInfo;
import io.vertx.core.spi.cluster.RegistrationInfo;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import io.vertx.spi.cluster.hazelcast.impl.HazelcastRegistrationInfo;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The event bus's registrations as the cluster keeps them: which address is heard by which node of
 * Vert.x, and where each such node takes connections. What asks the cluster runs on a worker, and
 * may take as long as one of Hazelcast's operations may.
 */
final class Registrations {
  private static final String SUBSCRIPTIONS = "__vertx.subs";
  private static final String NODES = "__vertx.nodeInfo";

  private final Vertx vertx;
  private final HazelcastClusterManager manager;
  private final HazelcastInstance hazelcast;

  /** An address, and who is said to hear it. */
  record Entry(String address, RegistrationInfo info) {}

  /**
   * What a look finds.
   *
   * @param heard whether this node is registered at the address, and its place is known
   * @param ofNoMember entries of nodes that are no members; empty on all but the oldest member
   */
  record Look(boolean heard, List<Entry> ofNoMember) {}

  Registrations(Vertx vertx, HazelcastClusterManager manager) {
    this.vertx = vertx;
    this.manager = manager;
    this.hazelcast = manager.getHazelcastInstance();
  }

  /** The nodes of this node's cluster, by their names in the database; asks nobody. */
  Set<String> members() {
    Set<String> members = new HashSet<>();
    for (Member member : hazelcast.getCluster().getMembers()) {
      String node = member.getAttribute(HazelcastPlacement.NODE_ATTRIBUTE);
      if (node != null) {
        members.add(node);
      }
    }
    return members;
  }

  /**
   * Looks at what the cluster keeps.
   *
   * @param address where this node should be registered
   */
  Future<Look> look(String address) {
    return vertx.executeBlocking(
        () -> {
          MultiMap<String, HazelcastRegistrationInfo> kept = hazelcast.getMultiMap(SUBSCRIPTIONS);
          String self = manager.getNodeId();
          boolean registered =
              kept.get(address).stream().anyMatch(info -> self.equals(info.unwrap().nodeId()));
          boolean placed = hazelcast.getMap(NODES).containsKey(self);
          return new Look(registered && placed, isOldest() ? ofNoMember(kept) : List.of());
        },
        false);
  }

  /** One of them looks for what is left of the others: they are listed by age. */
  private boolean isOldest() {
    Cluster cluster = hazelcast.getCluster();
    return cluster.getMembers().iterator().next().localMember();
  }

  private List<Entry> ofNoMember(MultiMap<String, HazelcastRegistrationInfo> kept) {
    List<Entry> strangers = new ArrayList<>();
    Set<Map.Entry<String, HazelcastRegistrationInfo>> entries = kept.entrySet();
    // After the entries: whoever had registered by then has joined by now.
    Set<String> nodes = new HashSet<>(manager.getNodes());
    for (Map.Entry<String, HazelcastRegistrationInfo> entry : entries) {
      RegistrationInfo info = entry.getValue().unwrap();
      if (!nodes.contains(info.nodeId())) {
        strangers.add(new Entry(entry.getKey(), info));
      }
    }
    return strangers;
  }

  /** Says once more where this node takes the bus's connections. */
  Future<Void> place() {
    NodeInfo info = manager.getNodeInfo();
    Promise<Void> placed = Promise.promise();
    manager.setNodeInfo(info, placed);
    return placed.future();
  }

  /** Removes an entry; the senders that remember it hear of it. */
  Future<Void> remove(Entry entry) {
    Promise<Void> removed = Promise.promise();
    manager.removeRegistration(entry.address(), entry.info(), removed);
    return removed.future();
  }
}
