package io.tavolo.bench.peer;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * The peer's statements. Every parameter has its type where it first stands: one that the server
 * could not tell would be prepared late by the client, and what is sent after it would overtake it,
 * the commit too.
 */
final class PeerSql {
  private PeerSql() {}

  /** Creates the tables of an empty database. */
  static String schema() {
    try (InputStream in = PeerSql.class.getResourceAsStream("schema.sql")) {
      if (in == null) {
        throw new IllegalStateException("schema.sql is not beside its class");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static final String LOCK = "select number from restaurant where number = $1::bigint for update";

  /**
   * Takes the best table that is free, with all that is written about it. A statement of its own
   * after the lock: its snapshot has everything that was committed before the lock was had. {@code
   * offset 0} keeps the search a walk over the tables in their order that ends at the first free
   * one.
   *
   * <p>Answers the table, or no row.
   */
  static final String BOOK =
      """
      with free as materialized (
        select t.label, t.area_id from dining_table t
         where t.restaurant = $1::bigint and t.max_party >= $3::int and t.min_party <= $3
           and ($4::text is null or t.area_id = $4)
           and not exists (
             select 1 from reservation r
              where r.restaurant = $1 and r.tables = t.label and r.status in (0, 1, 2, 3)
                and r.start_tick > $7::int and r.start_tick < $6::int and r.end_tick > $5::int
             offset 0)
         order by t.restaurant, t.max_party, t.priority, t.ordinal
         limit 1
      ),
      k as (
        insert into command_key
          (restaurant, key_high, key_low, payload_hash, reservation, at_ms, day, outcome, by_caller)
        select $1, $16::bigint, $17::bigint, $18::bigint,
               case when f.found then $2::bigint else 0 end, $20::bigint, date '1970-01-01' + ($20 / 86400000)::int,
               case when f.found then $21::int2 else $22::int2 end, $19::boolean
          from (select exists (select 1 from free) as found) f
      ),
      d as (
        insert into diner (restaurant, ref, name, email, phone, notes, tags)
        select $1, $9::bigint, $10::text, $11::text, $12::text, $13::text, $23::text[] from free
      ),
      j as (
        insert into journal (restaurant, at_ms, key_high, key_low, day, payload)
        select $1, $20, $16, $17, date '1970-01-01' + ($20 / 86400000)::int,
               convert_to(concat_ws(',', 'booked', $2, $3, $5, $6, label, area_id, $9), 'UTF8')
          from free
      )
      insert into reservation
        (restaurant, id, diner, external_high, external_low, hold_until, created_ms, start_tick,
         end_tick, service_day, version, party_size, status, area_asked, area_id, tables)
      select $1, $2, $9, $14::bigint, $15::bigint, 0, $20, $5, $6, $8::int, 1, $3, 1,
             $4 is not null, area_id, label
        from free
      returning tables, area_id
      """;

  /** Cancels what still can be; answers the reservation, or no row. */
  static final String CANCEL =
      """
      with r as (
        update reservation set status = 5, version = version + 1
         where restaurant = $1::bigint and id = $2::bigint and status in (0, 1)
           and ($3::int = 0 or version = $3) and start_tick >= $4::int
        returning *
      ),
      j as (
        insert into journal (restaurant, at_ms, key_high, key_low, day, payload)
        select $1, $5::bigint, $6::bigint, $7::bigint, date '1970-01-01' + ($5 / 86400000)::int,
               convert_to(concat_ws(',', 'cancelled', id, party_size, start_tick, end_tick, tables,
                 area_id, diner), 'UTF8')
          from r
      ),
      k as (
        insert into command_key
          (restaurant, key_high, key_low, payload_hash, reservation, at_ms, day, outcome, by_caller)
        select $1, $6, $7, $8::bigint, $2, $5, date '1970-01-01' + ($5 / 86400000)::int, $10::int2,
               $9::boolean
          from r
      )
      select * from r
      """;

  static final String RESERVATION =
      """
      select r.*, d.name, d.email, d.phone, d.notes, d.tags
        from reservation r left join diner d on d.restaurant = r.restaurant and d.ref = r.diner
       where r.restaurant = $1 and r.id = $2
      """;

  static final String KEY =
      """
      select payload_hash, reservation, outcome from command_key
       where restaurant = $1 and key_high = $2 and key_low = $3
      """;

  static final String PUT_PROFILE =
      """
      insert into restaurant (number, restaurant_id, name, timezone) values ($1, $2, $3, $4)
      on conflict (number) do update set name = excluded.name, timezone = excluded.timezone
      """;

  static final String DROP_TABLES = "delete from dining_table where restaurant = $1";

  static final String PUT_TABLES =
      """
      insert into dining_table
        (restaurant, max_party, priority, ordinal, min_party, label, area_id)
      select $1, t.* from unnest($2::int2[], $3::int2[], $4::int2[], $5::int2[], $6::text[],
                                 $7::text[]) t
      """;
}
