-- The rows of one section and platform that have to be held against each other: all of the lists that a
-- change is about, and the rows that share a key.
-- One row per row that was kept of an export.
-- $paths: the files of the section and platform.
-- $fresh: the part that is new, which is read apart.
create or replace temp table gathered as
select *
from read_parquet($paths)
where part in (select part from listed_parts) and part <> $fresh
union all
select * from others
union all
select mine.*
from read_parquet($paths) as mine
semi join others on mine.key = others.key
where mine.part in (select part from keyed_parts) and mine.part <> $fresh
