-- Rows of a new list whose numbers and contents another list of the platform has alike.
-- One row per other list, the one with most first.
select
    stood.stream,
    count(*)::bigint as cells,
    sum(stood.quantity)::bigint as actions_there,
    sum(known.quantity)::bigint as actions_here,
    min(stood.day) as day
from standing as stood
inner join known
    on
        stood.key = known.key
        and stood.day is not distinct from known.day
        and stood.case_id = known.case_id
        and stood.action_type = known.action_type
        and stood.quantity = known.quantity
        and stood.quantity > 0
        and (stood.case_id <> 'unmapped' or stood.label = known.label)
where stood.side = 'before' and stood.newer = 'events' and stood.reach <> known.reach
group by stood.stream
order by cells desc, stood.stream
