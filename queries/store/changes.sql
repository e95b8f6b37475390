-- What a change comes to.
-- One row per cell and export, in order, so that the same data has one name on every machine; signed
-- actions and rows. label: of unmapped actions only.
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
from signed
group by all
having sum(quantity) <> 0 or sum(rows) <> 0
order by all
