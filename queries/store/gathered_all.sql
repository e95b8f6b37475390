-- The same where a change is about several exports with keys: these share keys among themselves too.
-- One row per row that was kept of an export.
-- $paths: the files of the section and platform.
create or replace temp table gathered as
select *
from read_parquet($paths)
where part in (select part from listed_parts) or part in (select part from keyed_parts)
union all
select * from others
