-- Leases are renewed several times a second: whoever reads the table for long must not make them wait behind this.
set local lock_timeout = '200ms';

-- Which formats a node reads and writes. The defaults are those of software that does not say so.
alter table node
  add column reads_from smallint not null default 2,
  add column reads_to   smallint not null default 2;

-- The format that is written; it only rises.
insert into setting (name, value) values ('format', '2');

-- In the database, and not in the statement that registers: software that knows nothing of formats is refused too. What is
-- written cannot rise until the registration is committed, and is read after a rise under way is.
create function refuse_other_formats() returns trigger language plpgsql as $$
declare
  written integer;
begin
  select value::integer into written from setting where name = 'format' for share;
  if written not between new.reads_from and new.reads_to then
    raise exception using errcode = 'TV001', message = pg_catalog.format(
      'format %s is written here, and this software reads %s to %s: start a release that reads it',
      written, new.reads_from, new.reads_to);
  end if;
  return new;
end $$;
create trigger refuse_other_formats before insert on node for each row execute function refuse_other_formats();

-- Raises what is written to the newest format that all registered nodes read, and answers what is written from then on. In one
-- call: no node's pause stands between these locks and their end. Each statement sees what the one before waited for. A node
-- whose lease lapsed counts for two minutes more: it may only have paused.
create function raise_format() returns integer language plpgsql as $$
declare
  written integer;
  newest  integer;
begin
  select value::integer into written from setting where name = 'format' for update;
  perform 1 from node order by node for share;
  select min(reads_to) into newest from node where lease_until > clock_timestamp() - interval '2 minutes';
  if newest > written then
    update setting set value = newest::text where name = 'format';
    return newest;
  end if;
  return written;
end $$;
