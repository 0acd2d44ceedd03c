-- As pekko-persistence-jdbc 1.1.1 ships it for Postgres, without the tags and the durable state, which nothing here uses.
set client_min_messages = warning; -- after a restart all of it is there
create table if not exists event_journal (
  ordering           bigserial,
  persistence_id     varchar(255) not null,
  sequence_number    bigint not null,
  deleted            boolean default false not null,
  writer             varchar(255) not null,
  write_timestamp    bigint,
  adapter_manifest   varchar(255),
  event_ser_id       integer not null,
  event_ser_manifest varchar(255) not null,
  event_payload      bytea not null,
  meta_ser_id        integer,
  meta_ser_manifest  varchar(255),
  meta_payload       bytea,
  primary key (persistence_id, sequence_number)
);
create unique index if not exists event_journal_ordering_idx on event_journal (ordering);

create table if not exists snapshot (
  persistence_id        varchar(255) not null,
  sequence_number       bigint not null,
  created               bigint not null,
  snapshot_ser_id       integer not null,
  snapshot_ser_manifest varchar(255) not null,
  snapshot_payload      bytea not null,
  meta_ser_id           integer,
  meta_ser_manifest     varchar(255),
  meta_payload          bytea,
  primary key (persistence_id, sequence_number)
);
