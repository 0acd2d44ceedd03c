-- What makes the search for a free table cheap: only what takes a table is in it.
create index reservation_by_table on reservation (restaurant, tables, start_tick)
  where status in (0, 1, 2, 3);
