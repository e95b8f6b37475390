-- What a newer export brings, added up.
-- One row per list, cell and export.
-- $paths: the file of its rows.
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
    sum(rows.quantity) as quantity,
    sum(rows.rows) as rows
from read_parquet($paths) as rows
inner join heads on rows.part = heads.part and rows.origin = heads.origin and heads.side = 'after'
left join ruled
    on
        ruled.side = 'after'
        and rows.label = ruled.label
        and coalesce(rows.edition_year, heads.edition_year) = ruled.edition_year
group by all
