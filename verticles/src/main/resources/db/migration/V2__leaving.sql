-- A node that stops in order keeps its lease until its shards are given away; nothing is given to it meanwhile.
alter table node add column leaving boolean not null default false;
