-- The rows of an export that is newer than all others of its section and platform.
-- One row per row that was kept of it.
-- $paths: the file that holds them.
create or replace temp table fresh as
select
    heads.export_order,
    heads.stream,
    heads.newer,
    heads.reach,
    coalesce(rows.edition_year, heads.edition_year) as edition_year,
    rows.day,
    coalesce(ruled.case_id, rows.case_id) as case_id,
    rows.label,
    rows.action_type,
    rows.channel,
    rows.country,
    rows.precision,
    rows.quantity,
    rows.rows,
    rows.key
from read_parquet($paths) as rows
inner join heads on rows.part = heads.part and rows.origin = heads.origin and heads.side = 'after'
left join ruled
    on
        ruled.side = 'after'
        and rows.label = ruled.label
        and coalesce(rows.edition_year, heads.edition_year) = ruled.edition_year
