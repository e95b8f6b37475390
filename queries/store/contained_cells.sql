-- What other lists of actions with keys count, of those of which a newer export has all under other keys.
-- One row per list, day, case and type, the list with most actions first. there, here: actions.
-- $platform: the platform.
with here as (
    select
        day,
        case_id,
        action_type,
        sum(quantity) as quantity
    from fresh
    where newer = 'events'
    group by all
),

-- Of a file whose columns name several lists, nobody kept which of them its sums are of.
lists as (
    select export_order, min(stream) as stream
    from heads
    where side = 'before' and newer = 'events'
    group by export_order
    having count(distinct stream) = 1
),

there as (
    select
        lists.stream,
        rollup.day,
        rollup.case_id,
        rollup.action_type,
        sum(rollup.quantity) as quantity
    from rollup
    inner join lists on rollup.export_order = lists.export_order
    where rollup.platform = $platform
    group by all
    having sum(rollup.quantity) > 0
)

select
    there.stream,
    there.day,
    there.case_id,
    there.action_type,
    there.quantity::bigint as there,
    here.quantity::bigint as here
from there
left join here
    on
        there.day is not distinct from here.day
        and there.case_id = here.case_id
        and there.action_type = here.action_type
qualify bool_and(coalesce(here.quantity, 0) >= there.quantity) over (partition by there.stream)
order by
    sum(there.quantity) over (partition by there.stream) desc,
    there.stream,
    there.day,
    there.case_id,
    there.action_type
