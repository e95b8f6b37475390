-- What a newer export brings, added up.
-- One row per list, cell and export.
-- $paths: the file of its rows.
create or replace temp table fresh as
-- Millions of rows are few cells: what is known of an export and of a label is looked up for these.
with cells as materialized (
    select
        part,
        origin,
        edition_year,
        day,
        case_id,
        label,
        action_type,
        channel,
        country,
        precision,
        sum(quantity) as quantity,
        sum(rows) as rows
    from read_parquet($paths)
    group by all
)

select
    heads.export_order,
    heads.stream,
    heads.newer,
    heads.reach,
    coalesce(cells.edition_year, heads.edition_year) as edition_year,
    cells.day,
    coalesce(ruled.case_id, cells.case_id) as case_id,
    cells.label,
    cells.action_type,
    cells.channel,
    cells.country,
    cells.precision,
    sum(cells.quantity) as quantity,
    sum(cells.rows) as rows
from cells
inner join heads on cells.part = heads.part and cells.origin = heads.origin and heads.side = 'after'
left join ruled
    on
        ruled.side = 'after'
        and cells.label = ruled.label
        and coalesce(cells.edition_year, heads.edition_year) = ruled.edition_year
group by all
