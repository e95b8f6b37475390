-- The same where a change is about no keys.
-- One row per row that was kept of an export.
-- $paths: the files of the section and platform.
create or replace temp table gathered as
select *
from read_parquet($paths)
where part in (select part from listed_parts)
