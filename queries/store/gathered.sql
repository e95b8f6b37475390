-- The rows of one section and platform that a change can touch: all of the lists that it is about, and
-- of every other export the rows that have one of the keys.
-- One row per row that was kept of an export.
-- $paths: the files of the section and platform.
-- $fresh: the part that is new, which is read apart.
create or replace temp table gathered as
select *
from read_parquet($paths)
where part in (select part from listed_parts) and part <> $fresh
union all
select held.*
from read_parquet($paths) as held
semi join touched_keys on held.key = touched_keys.key
where held.part not in (select part from listed_parts) and held.part <> $fresh
