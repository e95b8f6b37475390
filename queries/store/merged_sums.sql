-- Several pieces of sums as one: what they come to.
-- One row per grain and cell; signed actions and rows.
-- $paths: the pieces.
select
    grain,
    edition_year,
    section,
    day,
    case_id,
    action_type,
    channel,
    sum(quantity)::bigint as quantity,
    sum(rows)::bigint as rows
from read_parquet($paths)
group by all
having sum(quantity) <> 0 or sum(rows) <> 0
order by all
