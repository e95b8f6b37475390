-- Several pieces of changes as one: what they come to.
-- One row per section, platform, cell and export; signed actions and rows.
-- $paths: the pieces.
select
    section,
    platform,
    edition_year,
    day,
    case_id,
    label,
    action_type,
    channel,
    country,
    precision,
    export_order,
    sum(quantity)::bigint as quantity,
    sum(rows)::bigint as rows
from read_parquet($paths)
group by all
having sum(quantity) <> 0 or sum(rows) <> 0
order by all
