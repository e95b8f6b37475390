-- The rows of a newer export whose key some row has that stood before.
-- One row per row that was kept of it.
-- $paths: the file of its rows.
create or replace temp table known as
select
    heads.stream,
    heads.reach,
    coalesce(rows.edition_year, heads.edition_year) as edition_year,
    rows.day,
    coalesce(ruled.case_id, rows.case_id) as case_id,
    rows.label,
    rows.action_type,
    rows.quantity,
    rows.key
from read_parquet($paths) as rows
semi join standing on rows.key = standing.key
inner join heads on rows.part = heads.part and rows.origin = heads.origin and heads.side = 'after'
left join ruled
    on
        ruled.side = 'after'
        and rows.label = ruled.label
        and coalesce(rows.edition_year, heads.edition_year) = ruled.edition_year
where heads.newer = 'events'
