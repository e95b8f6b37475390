-- Rows of a new list whose numbers and contents another list of the platform has alike.
-- One row per other list, the one with most first. shared: the numbers that both have,
-- whatever they say of them, but for those of which both say nothing.
with met as (
    select
        stood.stream,
        stood.day,
        stood.quantity as quantity_there,
        known.quantity as quantity_here,
        (stood.day is not distinct from known.day)
        and stood.case_id = known.case_id
        and stood.action_type = known.action_type
        and stood.quantity = known.quantity
        and stood.quantity > 0
        and (stood.case_id <> 'unmapped' or stood.label = known.label) as alike
    from standing as stood
    inner join known on stood.key = known.key
    where
        stood.side = 'before' and stood.newer = 'events' and stood.reach <> known.reach
        and (stood.quantity > 0 or known.quantity > 0)
)

select
    stream,
    sum(alike::integer)::bigint as cells,
    count(*)::bigint as shared,
    sum(if(alike, quantity_there, 0))::bigint as actions_there,
    sum(if(alike, quantity_here, 0))::bigint as actions_here,
    min(if(alike, day, null)) as day,
    false as whole,
    false as copied,
    0::bigint as brought,
    0::bigint as brought_actions,
    0::bigint as met
from met
group by stream
having bool_or(alike)
order by cells desc, stream
