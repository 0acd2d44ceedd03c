-- Batches that were answered before they were done: what became of their lines, for a day. Kept as a whole and read as a whole.
create table partner_batch (
  id          uuid primary key,
  caller      text not null,
  accepted_at timestamptz not null,
  lines       integer not null,
  -- The answers, a line for each; null until all are there.
  answers     bytea
);
create index partner_batch_by_age on partner_batch (accepted_at);
