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
