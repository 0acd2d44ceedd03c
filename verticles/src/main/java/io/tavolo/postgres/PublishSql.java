package io.tavolo.postgres;

/** The publisher's cursors, and the journal as it reads it. */
final class PublishSql {
  private PublishSql() {}

  /** Binds shards. */
  static final String CURSORS =
      "select shard, published_seq from publish_cursor where shard = any($1::int[])";

  /**
   * Binds shards and their new cursors; in the order of the shards, so that two cannot deadlock.
   */
  static final String ADVANCE =
      """
      with want as materialized (
        select * from unnest($1::int[], $2::bigint[]) w(shard, seq)
      ),
      locked as materialized (
        select c.shard from publish_cursor c
         where c.shard = any($1) order by c.shard for no key update
      )
      update publish_cursor c set published_seq = greatest(c.published_seq, w.seq)
        from want w join locked l using (shard)
       where c.shard = l.shard
      """;

  /**
   * Binds shard, sequence, the first day (older partitions are not opened), and how many. A shard's
   * sequence has no gaps and its commits come in order: what is read is a prefix of what will be.
   */
  static final String READ =
      """
      select j.seq, j.epoch, j.restaurant, m.restaurant_id, j.at_ms, j.payload,
             j.key_high, j.key_low, j.trace
        from (select * from journal
               where shard = $1 and seq > $2 and day >= $3
               order by seq limit $4) j
        left join restaurant m on m.number = j.restaurant
       order by j.seq
      """;

  static final String LAG =
      """
      select h.shard, h.last_seq, c.published_seq
        from shard_head h join publish_cursor c using (shard)
       order by h.shard
      """;
}
