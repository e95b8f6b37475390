-- The same where a newer export takes the place of nothing.
-- One row per cell and export, in order; actions and rows. label: of unmapped actions only.
select
    edition_year,
    day,
    case_id,
    if(case_id = 'unmapped', label, null) as label,
    action_type,
    channel,
    country,
    precision,
    export_order,
    sum(quantity)::bigint as quantity,
    sum(rows)::bigint as rows
from fresh
group by all
having sum(quantity) <> 0 or sum(rows) <> 0
order by all
