-- When each table is taken. Not indexed, and room is left in the pages: an update stays in its page and touches no index.
alter table dining_table add column taken int4multirange not null default '{}';
alter table dining_table set (fillfactor = 50);
create index dining_table_by_label on dining_table (restaurant, label);
