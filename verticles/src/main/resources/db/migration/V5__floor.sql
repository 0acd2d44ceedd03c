-- What the floor knows of a reservation beyond its visit. Every column has a default and the reset stands as a length, so that a node
-- of the version before can write until it stops. It cannot read the events and definitions that this version writes: a cluster is
-- stopped for this step.
alter table reservation
  -- 5-minute ticks after end_tick until the tables are given again.
  add column reset_ticks     smallint not null default 0,
  -- Which diner it is: a keyed hash, 0 when not known.
  add column diner_key       bigint   not null default 0,
  -- In the smallest unit of the restaurant's currency: due while it is held, paid afterwards.
  add column deposit_minor   integer  not null default 0,
  add column pacing_exceeded boolean  not null default false;
