package io.tavolo.engine.simulation.postgres;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** {@code ShardSql.TAKE}. */
final class Taking implements Execution {
  private final Postgres postgres;
  private final Session session;
  private final String taker;
  private final RowLocks<Head> heads;

  /** The leases as the statement's snapshot has them. */
  private final TreeMap<String, Version<Node>> nodes = new TreeMap<>();

  private @Nullable RowLocks<Node> leases;

  Taking(Postgres postgres, Session session, Statement.Take take) {
    this.postgres = postgres;
    this.session = session;
    this.taker = take.node();
    List<Version<Head>> seen = new ArrayList<>(take.shards().size());
    for (int shard : new TreeSet<>(take.shards())) {
      seen.add(Objects.requireNonNull(postgres.heads.get(shard).committed));
    }
    heads = new RowLocks<>(session, Lock.EXCLUSIVE, seen);
    postgres.nodes.forEach(
        (node, row) -> {
          if (row.committed != null) {
            nodes.put(node, row.committed);
          }
        });
  }

  @Override
  public @Nullable Result goOn() {
    if (!heads.all()) {
      return null;
    }
    if (leases == null) {
      leases = new RowLocks<>(session, Lock.SHARE, leasesOfOwners());
    }
    return leases.all() ? take(leases) : null;
  }

  /** Of the owners that were seen and whose shards are unchanged after the wait. */
  private List<Version<Node>> leasesOfOwners() {
    TreeMap<String, Version<Node>> owners = new TreeMap<>();
    for (int i = 0; i < heads.size(); i++) {
      Head seen = heads.seen(i);
      Head head = Objects.requireNonNull(heads.locked(i)).value;
      String owner = seen.owner();
      if (head.epoch() == seen.epoch() && owner != null && !owner.equals(taker)) {
        Version<Node> lease = nodes.get(owner);
        if (lease != null) {
          owners.put(owner, lease);
        }
      }
    }
    return new ArrayList<>(owners.values());
  }

  private Result take(RowLocks<Node> locked) {
    List<Result.Shard> taken = new ArrayList<>();
    for (int i = 0; i < heads.size(); i++) {
      Head seen = heads.seen(i);
      Version<Head> version = Objects.requireNonNull(heads.locked(i));
      Head head = version.value;
      if (head.epoch() == seen.epoch() && isFree(seen.owner(), locked)) {
        long epoch = head.epoch() + 1;
        long lastSeq = head.lastSeq();
        session.transaction().update(version, new Head(head.shard(), taker, epoch, lastSeq, null));
        taken.add(new Result.Shard(head.shard(), epoch, lastSeq));
      }
    }
    return new Result.Taken(taken);
  }

  private boolean isFree(@Nullable String owner, RowLocks<Node> locked) {
    if (owner == null || owner.equals(taker)) {
      return true;
    }
    for (int i = 0; i < locked.size(); i++) {
      Version<Node> version = locked.locked(i);
      if (version != null && version.value.node().equals(owner)) {
        Node lease = version.value;
        return lease.leaseUntilMs() <= postgres.nowMs();
      }
    }
    return true;
  }
}
