-- Cells of a new list that another list of the section and platform holds already.
-- One row per other list, the one with most first: how many cells, and their actions there and here.
with here as (
    select
        day,
        case_id,
        if(case_id = 'unmapped', label, null) as label,
        action_type,
        channel,
        sum(quantity) as quantity
    from fresh
    where newer <> 'events'
    group by all
),

there as (
    select
        stream,
        day,
        case_id,
        if(case_id = 'unmapped', label, null) as label,
        action_type,
        channel,
        sum(quantity) as quantity
    from standing
    where
        side = 'before' and newer <> 'events'
        and stream not in (select fresh.stream from fresh)
    group by all
)

select
    there.stream,
    count(*)::bigint as cells,
    count(*)::bigint as shared,
    sum(there.quantity)::bigint as actions_there,
    sum(here.quantity)::bigint as actions_here,
    min(there.day) as day
from there
inner join here
    on
        there.day is not distinct from here.day
        and there.case_id = here.case_id
        and there.label is not distinct from here.label
        and there.action_type = here.action_type
        and there.channel = here.channel
group by there.stream
order by cells desc, there.stream
