package io.tavolo.bench.peer.sql;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * The statements, as far as the peers share them. Every parameter has its type where it first
 * stands: one that the server could not tell would be prepared late by the client, and what is sent
 * after it would overtake it, the commit too.
 */
final class Sql {
  private Sql() {}

  /** A script beside this class. */
  static String script(String name) {
    try (InputStream in = Sql.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is not beside its class");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static final String LOCK = "select number from restaurant where number = $1::bigint for update";

  /** What a table must be for the party, whatever is free. */
  static final String SUITS =
      """
      t.restaurant = $1::bigint and t.max_party >= $3::int and t.min_party <= $3
         and ($4::text is null or t.area_id = $4)""";

  /** The table that wastes fewest covers comes first; the order of the tables' primary key. */
  static final String BEST_FIRST = "order by t.restaurant, t.max_party, t.priority, t.ordinal";

  /**
   * Takes a table, with all that is written about it. Answers one row: the table, or none, and the
   * outcome that the key has.
   *
   * @param taking the parts of the statement that take it; the last is called {@code taken} and has
   *     its {@code label} and {@code area_id}, or no row
   * @param ifAny when the answer is a decision, about {@code f.found}: otherwise nothing is written
   */
  static String book(String taking, String ifAny) {
    return """
    with %s,
    k as (
      insert into command_key
        (restaurant, key_high, key_low, payload_hash, reservation, at_ms, day, outcome, by_caller)
      select $1, $15::bigint, $16::bigint, $17::bigint,
             case when f.found then $2::bigint else 0 end, $19::bigint,
             date '1970-01-01' + ($19 / 86400000)::int,
             case when f.found then $20::int2 else $21::int2 end, $18::boolean
        from (select exists (select 1 from taken) as found) f
       where %s
      returning outcome
    ),
    d as (
      insert into diner (restaurant, ref, name, email, phone, notes, tags)
      select $1, $8::bigint, $9::text, $10::text, $11::text, $12::text, $22::text[] from taken
    ),
    j as (
      insert into journal (restaurant, at_ms, key_high, key_low, day, payload)
      select $1, $19, $15, $16, date '1970-01-01' + ($19 / 86400000)::int,
             convert_to(concat_ws(',', 'booked', $2, $3, $5, $6, label, area_id, $8), 'UTF8')
        from taken
    ),
    r as (
      insert into reservation
        (restaurant, id, diner, diner_key, external_high, external_low, hold_until, created_ms,
         start_tick, end_tick, service_day, version, party_size, status, area_asked, area_id, tables)
      select $1, $2, $8, $23::bigint, $13::bigint, $14::bigint, 0, $19, $5::int, $6::int, $7::int,
             1, $3, 1, $4 is not null, area_id, label
        from taken
    )
    select (select label from taken) as label, (select area_id from taken) as area_id,
           (select outcome from k) as outcome
    """
        .formatted(taking, ifAny);
  }

  /**
   * Cancels what still can be; answers the reservation, or no row.
   *
   * @param giving a part of the statement that gives the table of {@code r} back, with a comma
   *     after it, or nothing
   */
  static String cancel(String giving) {
    return """
    with r as (
      update reservation set status = 5, version = version + 1
       where restaurant = $1::bigint and id = $2::bigint and status in (0, 1)
         and ($3::int = 0 or version = $3) and start_tick >= $4::int
      returning *
    ),
    %s
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
    """
        .formatted(giving);
  }

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
