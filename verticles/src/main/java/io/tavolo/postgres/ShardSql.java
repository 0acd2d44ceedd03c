package io.tavolo.postgres;

/** Leases, and who may write to a shard. All of it by Postgres's clock. */
final class ShardSql {
  private ShardSql() {}

  /**
   * Binds node, address, lease in milliseconds, and from which format to which it reads. Refused as
   * {@link FormatSql#REFUSED} where another is written.
   */
  static final String REGISTER =
      """
      insert into node (node, address, lease_until, registered_at, reads_from, reads_to)
      values ($1, $2, clock_timestamp() + $3 * interval '1 millisecond', clock_timestamp(), $4, $5)
      on conflict (node) do update set
        address = excluded.address, registered_at = excluded.registered_at, leaving = false,
        lease_until = clock_timestamp() + $3 * interval '1 millisecond'
      """;

  /**
   * Binds node, lease in milliseconds; no row means that the lease had lapsed.
   *
   * <p>The row is locked first and the clock read afterwards. A plain {@code update … where
   * lease_until > clock_timestamp()} reads the clock before it waits for a taker's share lock, and
   * would then renew a lease that the taker has found lapsed.
   */
  static final String RENEW =
      """
      with mine as materialized (
        select node, lease_until from node where node = $1 for no key update
      )
      update node n set lease_until = clock_timestamp() + $2 * interval '1 millisecond'
        from mine m
       where n.node = m.node and m.lease_until > clock_timestamp()
      returning 1
      """;

  /** Binds node, address. Says nothing about the lease. */
  static final String MOVE = "update node set address = $2 where node = $1";

  /** Binds node. Its shards can be taken at once. */
  static final String UNREGISTER = "delete from node where node = $1";

  /**
   * Takes those shards $1 for node $2 that are free: never owned, released, its own already, or of
   * an owner whose lease has lapsed.
   *
   * <p>{@code locked} waits for batches in flight, also for those of a client that is gone; what
   * they committed stands in the {@code last_seq} that is returned. An owner seen before the wait
   * counts only if the epoch is still the same. {@code lease} comes after that wait, so that no
   * renewal has to sit it out, and keeps the leases from being renewed until the taking is
   * committed. The count makes sure of "after": without it some plans stop reading {@code locked}
   * at the first head of an owner, and lock his lease while the other heads are still waited for.
   */
  static final String TAKE =
      """
      with seen as materialized (
        select shard, owner, epoch from shard_head where shard = any($1::int[])
      ),
      locked as materialized (
        select h.shard, h.epoch from shard_head h
         where h.shard = any($1::int[]) order by h.shard for no key update
      ),
      lease as materialized (
        select n.node, n.lease_until from node n
         where (select count(*) from locked) > 0
           and n.node in (select s.owner from locked k join seen s using (shard)
                           where k.epoch = s.epoch and s.owner <> $2)
         order by n.node for share
      )
      update shard_head h set epoch = h.epoch + 1, owner = $2, successor = null
        from locked k join seen s using (shard) left join lease l on l.node = s.owner
       where h.shard = k.shard and k.epoch = s.epoch
         and (s.owner is null or s.owner = $2 or l.node is null
              or l.lease_until <= clock_timestamp())
      returning h.shard, h.epoch, h.last_seq
      """;

  /** Binds shard, epoch, successor or null, and owner; no row means that it is another's by now. */
  static final String RELEASE =
      """
      update shard_head set owner = null, successor = $3
       where shard = $1 and epoch = $2 and owner = $4
      returning 1
      """;

  /** Postgres's wall clock in milliseconds. */
  static final String CLOCK = "select (extract(epoch from clock_timestamp()) * 1000)::bigint";

  /** Binds node. */
  static final String LEAVE = "update node set leaving = true where node = $1";

  static final String STAYING =
      "select node from node where lease_until > clock_timestamp() and not leaving";

  /** Binds the node that asks. */
  static final String NEIGHBOURS =
      "select node, address from node where lease_until > clock_timestamp() and node <> $1";

  static final String HEADS =
      """
      select h.shard, h.owner, h.epoch, h.last_seq, h.successor, n.address,
             coalesce(ceil(extract(epoch from n.lease_until - clock_timestamp()) * 1000), 0)::bigint
               as lease_left_ms
        from shard_head h left join node n on n.node = h.owner
       order by h.shard
      """;

  /** Binds the number of shards; answers the number that was stored first. */
  static final String SHARD_COUNT =
      """
      insert into setting (name, value) values ('shards', $1::int::text)
      on conflict (name) do update set value = setting.value
      returning value
      """;

  /** Binds the number of shards. */
  static final String ENSURE_HEADS =
      """
      with cursors as (
        insert into publish_cursor (shard) select generate_series(0, $1::int - 1)
        on conflict (shard) do nothing
      )
      insert into shard_head (shard) select generate_series(0, $1::int - 1)
      on conflict (shard) do nothing
      """;
}
