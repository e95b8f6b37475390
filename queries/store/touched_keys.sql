-- The keys whose standing a change can touch: those of the exports that it is about.
-- One row per row of these exports that has a key.
-- $paths: the files that hold their rows, among others.
create or replace temp table touched_keys as
select key
from read_parquet($paths)
where part in (select part from keyed_parts) and key is not null
