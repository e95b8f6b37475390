-- The rows of other exports that have a key of those that a change is about: they may stand in their place.
-- One row per row that was kept of an export.
-- $paths: the files of the section and platform.
-- $fresh: the part that is new, which is read apart.
create or replace temp table others as
select held.*
from read_parquet($paths) as held
semi join touched_keys on held.key = touched_keys.key
where
    held.part not in (select part from listed_parts)
    and held.part not in (select part from keyed_parts)
    and held.part <> $fresh
