-- What a change of what stands changes: after less before.
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
    sum(if(side = 'after', quantity, -quantity))::bigint as quantity,
    sum(if(side = 'after', rows, -rows))::bigint as rows
from standing
group by all
having sum(if(side = 'after', quantity, -quantity)) <> 0 or sum(if(side = 'after', rows, -rows)) <> 0
order by all
