-- The same rows as Tavolo's, with the same indexes; what only lanes need (shards, epochs, partitions) is left out.
create table restaurant (
  number        bigint primary key,
  restaurant_id text not null unique,
  name          text not null,
  timezone      text not null
) with (fillfactor = 50);

create table dining_table (
  restaurant bigint not null,
  max_party  smallint not null,
  priority   smallint not null,
  -- Its place in the plan: what ties keeps the plan's order.
  ordinal    smallint not null,
  min_party  smallint not null,
  label      text not null,
  area_id    text not null,
  primary key (restaurant, max_party, priority, ordinal)
);

create table reservation (
  restaurant    bigint not null,
  id            bigint not null,
  diner         bigint not null,
  external_high bigint,
  external_low  bigint,
  hold_until    bigint not null,
  created_ms    bigint not null,
  start_tick    integer not null,
  end_tick      integer not null,
  service_day   integer not null,
  version       integer not null,
  party_size    smallint not null,
  status        smallint not null,
  area_asked    boolean not null,
  area_id       text not null,
  tables        text not null,
  diner_key     bigint not null,
  -- As wide as Tavolo's rows; the peers have neither.
  reset_ticks   smallint not null default 0,
  deposit_minor integer not null default 0,
  pacing_exceeded boolean not null default false,
  primary key (restaurant, id)
) with (fillfactor = 85);
create index reservation_by_day on reservation (restaurant, service_day);
create unique index reservation_by_external on reservation (restaurant, external_high, external_low)
  where external_high is not null;

create table diner (
  restaurant bigint not null,
  ref        bigint not null,
  name       text,
  email      text,
  phone      text,
  notes      text,
  tags       text[],
  primary key (restaurant, ref)
) with (fillfactor = 95);

create table journal (
  seq        bigint generated always as identity (cache 100) primary key,
  restaurant bigint not null,
  at_ms      bigint not null,
  key_high   bigint not null,
  key_low    bigint not null,
  day        date not null,
  payload    bytea not null
);

create table command_key (
  restaurant   bigint not null,
  key_high     bigint not null,
  key_low      bigint not null,
  payload_hash bigint not null,
  reservation  bigint not null,
  at_ms        bigint not null,
  day          date not null,
  outcome      smallint not null,
  by_caller    boolean not null,
  primary key (restaurant, key_high, key_low)
);
