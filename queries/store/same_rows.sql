-- Rows of a new list whose numbers and contents another list of the platform has alike.
-- One row per other list, the one with most first.
select
    stood.stream,
    count(*)::bigint as cells,
    sum(stood.quantity)::bigint as actions_there,
    sum(fresh.quantity)::bigint as actions_here,
    min(stood.day) as day
from standing as stood
inner join fresh
    on
        stood.key = fresh.key
        and stood.day is not distinct from fresh.day
        and stood.case_id = fresh.case_id
        and stood.action_type = fresh.action_type
        and stood.quantity = fresh.quantity
where stood.side = 'before' and stood.newer = 'events' and stood.reach <> fresh.reach
group by stood.stream
order by cells desc, stood.stream
