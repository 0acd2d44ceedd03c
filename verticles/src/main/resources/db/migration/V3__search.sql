-- Search by text: trigrams find a part of a name, and a name that is spelt nearly so. The extension comes with Postgres
-- and is trusted: whoever may create in the database may create it.
create extension if not exists pg_trgm;
create index restaurant_by_name_text on restaurant using gin (name gin_trgm_ops);
create index restaurant_by_cuisine_text on restaurant using gin (cuisine gin_trgm_ops);
create index restaurant_by_cuisine on restaurant (lower(cuisine));

-- Search by place: a box around the circle, read off one index.
create index restaurant_by_place on restaurant (latitude, longitude) where latitude is not null;
drop index restaurant_by_latitude;
