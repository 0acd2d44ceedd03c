-- What a node must find as it left it: how many shards there are, and the like.
create table setting (
  name  text primary key,
  value text not null
);

-- One lease a node. Its clock is Postgres's.
create table node (
  node          text primary key,
  address       text not null,
  lease_until   timestamptz not null,
  registered_at timestamptz not null
) with (fillfactor = 20);

-- The fence: who may write to a shard, and how far it has come. Every batch updates its shards' rows: the lowest
-- fillfactor keeps those updates heap-only, and a row's versions on its own page.
create table shard_head (
  shard     integer primary key,
  owner     text,
  epoch     bigint not null default 0,
  last_seq  bigint not null default 0,
  -- Who is meant to take a released shard; a hint, not a right.
  successor text
) with (fillfactor = 10);

-- Apart from shard_head, so that publishing never waits for the lane's row lock, nor the lane for it.
create table publish_cursor (
  shard         integer primary key,
  published_seq bigint not null default 0
) with (fillfactor = 10);

-- number is the hash of restaurant_id. What is searched for stands in columns, the whole in definition.
create table restaurant (
  number        bigint primary key,
  shard         integer not null,
  seq           bigint not null,
  latitude      double precision,
  longitude     double precision,
  tables_shown  boolean not null,
  restaurant_id text not null unique,
  name          text not null,
  timezone      text not null,
  cuisine       text,
  definition    bytea not null
);
create index restaurant_by_name on restaurant (name, number);
create index restaurant_by_latitude on restaurant (latitude) where latitude is not null;

-- Each reservation as it stands. No index looks at status or seq: cancelling stays a heap-only update.
create table reservation (
  restaurant    bigint not null,
  id            bigint not null,
  seq           bigint not null,
  diner         bigint not null,
  external_high bigint,
  external_low  bigint,
  -- Milliseconds since the epoch; 0 unless it is a hold.
  hold_until    bigint not null,
  created_ms    bigint not null,
  shard         integer not null,
  start_tick    integer not null,
  end_tick      integer not null,
  -- Days since 1970-01-01.
  service_day   integer not null,
  version       integer not null,
  party_size    smallint not null,
  status        smallint not null,
  area_asked    boolean not null,
  area_id       text not null,
  -- Labels, a comma between them; a label has none.
  tables        text not null,
  primary key (restaurant, id)
) with (fillfactor = 85);
create index reservation_by_day on reservation (restaurant, service_day);
create index reservation_by_hold on reservation (shard, hold_until) where hold_until > 0;
create unique index reservation_by_external on reservation (restaurant, external_high, external_low)
  where external_high is not null;

-- The personal part, apart from everything that is published.
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

-- Every event, in the order of its shard. Partitions are made ahead, one a day of at_ms (UTC); the default one only
-- catches what they miss.
create table journal (
  seq        bigint not null,
  epoch      bigint not null,
  restaurant bigint not null,
  at_ms      bigint not null,
  key_high   bigint not null,
  key_low    bigint not null,
  shard      integer not null,
  day        date not null,
  payload    bytea not null,
  -- Of the request behind it: trace id (16 octets), span id (8), flags (1). Null when there was none.
  trace      bytea,
  primary key (shard, seq, day)
) partition by range (day);
create table journal_default partition of journal default;

-- The answers to commands, for those who ask again.
create table command_key (
  restaurant   bigint not null,
  key_high     bigint not null,
  key_low      bigint not null,
  payload_hash bigint not null,
  -- 0 when the answer is about none.
  reservation  bigint not null,
  at_ms        bigint not null,
  day          date not null,
  outcome      smallint not null,
  by_caller    boolean not null,
  primary key (restaurant, key_high, key_low, day)
) partition by range (day);
create table command_key_default partition of command_key default;
