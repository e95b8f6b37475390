-- The rows of one section and platform that decide what stands under some names: all lists, and of rows with
-- keys those that share the key of a row with such a name.
-- One row per row that was kept of an export.
-- $paths: the files of the section and platform.
create or replace temp table gathered as
with touched as (
    select rows.key
    from read_parquet($paths) as rows
    semi join given_names on rows.label = given_names.label
)

select *
from read_parquet($paths)
where part in (select part from listed_parts)
union all
select mine.*
from read_parquet($paths) as mine
semi join touched on mine.key = touched.key
where mine.part in (select part from keyed_parts)
