package io.tavolo.postgres;

/**
 * A whole batch as one statement, hence one commit: the fence, then the rows of the shards that
 * passed it.
 *
 * <ul>
 *   <li>{@code locked} takes the heads' row locks in the order of the shards: two statements over
 *       the same shards wait for each other and cannot deadlock. After a wait it has the newest
 *       committed rows.
 *   <li>{@code fenced} compares with {@code locked}, never with {@code h}: that is the statement's
 *       snapshot, which may be older than what was waited for. A plain {@code update … from unnest
 *       … where h.epoch = …} compares with that snapshot, so it refuses what should pass, and locks
 *       in any order.
 *   <li>Every row joins {@code fenced}: of a refused shard nothing is stored, and the others are
 *       not harmed.
 * </ul>
 */
final class BatchSql {
  private static final String STATEMENT =
      """
      with want as materialized (
        select * from unnest($1::int[], $2::bigint[], $3::bigint[], $4::bigint[])
          w(shard, epoch, prev_seq, next_seq)
      ),
      locked as materialized (
        select h.shard, h.epoch, h.last_seq, h.ctid as place from shard_head h
         where %s order by h.shard for no key update
      ),
      fenced as (
        update shard_head h set last_seq = w.next_seq
          from want w join locked l using (shard)
         where %s and l.epoch = w.epoch and l.last_seq = w.prev_seq
        returning h.shard, h.epoch, h.ctid as place
      ),
      r as (
        insert into reservation as old
          (shard, seq, restaurant, id, status, party_size, start_tick, end_tick, service_day,
           tables, area_id, area_asked, diner, external_high, external_low, version, hold_until,
           created_ms, reset_ticks, diner_key, deposit_minor, pacing_exceeded)
        select t.shard, t.seq, t.restaurant, t.id, t.status, t.party_size, t.start_tick, t.end_tick,
               t.service_day, t.tables, t.area_id, t.area_asked, t.diner, t.external_high,
               t.external_low, t.version, t.hold_until, t.created_ms, t.reset_ticks, t.diner_key,
               t.deposit_minor, t.pacing_exceeded
          from unnest($5::int[], $6::bigint[], $7::bigint[], $8::bigint[], $9::int[], $10::int[],
                      $11::int[], $12::int[], $13::int[], $14::text[], $15::text[],
                      $16::boolean[], $17::bigint[], $18::bigint[], $19::bigint[], $20::int[],
                      $21::bigint[], $22::bigint[], $23::int[], $24::bigint[], $25::int[],
                      $26::boolean[])
            t(shard, seq, restaurant, id, status, party_size, start_tick, end_tick, service_day,
              tables, area_id, area_asked, diner, external_high, external_low, version, hold_until,
              created_ms, reset_ticks, diner_key, deposit_minor, pacing_exceeded)
          join fenced using (shard)
        on conflict (restaurant, id) do update set
          seq = excluded.seq, status = excluded.status, party_size = excluded.party_size,
          start_tick = excluded.start_tick, end_tick = excluded.end_tick,
          service_day = excluded.service_day, tables = excluded.tables,
          area_id = excluded.area_id, area_asked = excluded.area_asked, diner = excluded.diner,
          version = excluded.version, hold_until = excluded.hold_until,
          reset_ticks = excluded.reset_ticks, diner_key = excluded.diner_key,
          deposit_minor = excluded.deposit_minor, pacing_exceeded = excluded.pacing_exceeded
      ),
      j as (
        insert into journal
          (shard, seq, epoch, restaurant, at_ms, day, payload, key_high, key_low, trace)
        select t.shard, t.seq, f.epoch, t.restaurant, t.at_ms,
               date '1970-01-01' + (t.at_ms / 86400000)::int, t.payload, t.key_high, t.key_low,
               t.trace
          from unnest($27::int[], $28::bigint[], $29::bigint[], $30::bigint[], $31::bytea[],
                      $32::bigint[], $33::bigint[], $34::bytea[])
            t(shard, seq, restaurant, at_ms, payload, key_high, key_low, trace)
          join fenced f using (shard)
      ),
      d as (
        insert into diner (restaurant, ref, name, email, phone, notes, tags)
        select t.restaurant, t.ref, t.name, t.email, t.phone, t.notes, t.tags::text[]
          from unnest($35::int[], $36::bigint[], $37::bigint[], $38::text[], $39::text[],
                      $40::text[], $41::text[], $42::text[])
            t(shard, restaurant, ref, name, email, phone, notes, tags)
          join fenced using (shard)
        on conflict (restaurant, ref) do update set
          name = excluded.name, email = excluded.email, phone = excluded.phone,
          notes = excluded.notes, tags = excluded.tags
      ),
      k as (
        insert into command_key
          (restaurant, key_high, key_low, payload_hash, outcome, reservation, at_ms, day, by_caller)
        select t.restaurant, t.key_high, t.key_low, t.payload_hash, t.outcome, t.reservation,
               t.at_ms, date '1970-01-01' + (t.at_ms / 86400000)::int, t.by_caller
          from unnest($43::int[], $44::bigint[], $45::bigint[], $46::bigint[], $47::bigint[],
                      $48::int[], $49::bigint[], $50::bigint[], $51::boolean[])
            t(shard, restaurant, key_high, key_low, payload_hash, outcome, reservation, at_ms,
              by_caller)
          join fenced using (shard)
      ),
      m as (
        insert into restaurant
          (shard, seq, number, restaurant_id, name, timezone, cuisine, latitude, longitude,
           tables_shown, definition)
        select t.shard, t.seq, t.number, t.restaurant_id, t.name, t.timezone, t.cuisine,
               t.latitude, t.longitude, t.tables_shown, t.definition
          from unnest($52::int[], $53::bigint[], $54::bigint[], $55::text[], $56::text[],
                      $57::text[], $58::text[], $59::float8[], $60::float8[], $61::boolean[], $62::bytea[])
            t(shard, seq, number, restaurant_id, name, timezone, cuisine, latitude, longitude,
              tables_shown, definition)
          join fenced using (shard)
        on conflict (number) do update set
          seq = excluded.seq, name = excluded.name, timezone = excluded.timezone,
          cuisine = excluded.cuisine, latitude = excluded.latitude,
          longitude = excluded.longitude, tables_shown = excluded.tables_shown,
          definition = excluded.definition
      )
      select l.shard, l.epoch, l.last_seq, f.shard is not null as passed,
             f.place::text as place
        from locked l left join fenced f using (shard)
       order by l.shard
      """;

  /**
   * Binds {@link BatchRows}; answers {@code (shard, epoch, last_seq, passed, place)} a head, where
   * the place is the head's new row, or null when it did not pass.
   */
  static final String WRITE = statement("h.shard = any($1)", "h.shard = l.shard");

  /**
   * The same, but goes straight to the heads' rows at the places bound as the last parameter, a
   * text array. While somebody holds a snapshot open every version of a head stays, and an index
   * leads to all of them. A head that is not at its place any more is missing in the answer and did
   * not pass: it was taken, or its table was written anew.
   */
  static final String WRITE_AT =
      statement(
          "h.ctid = any($" + (BatchRows.PARAMETERS + 1) + "::text[]::tid[])", "h.ctid = l.place");

  private BatchSql() {}

  private static String statement(String sought, String found) {
    return STATEMENT.formatted(sought, found);
  }
}
