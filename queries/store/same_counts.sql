-- Whether a newer export of actions whose keys nobody knows brings days and cases whose very counts are in. A list of
-- people has no days and grows: there it is as many or more.
-- One row. cells: its days and cases; same: those whose counts are in; actions_same: what is in of these.
-- $platform: the platform.
with here as (
    select
        day,
        case_id,
        sum(quantity) as quantity
    from fresh
    where newer = 'events'
    group by all
),

there as (
    select
        day,
        case_id,
        sum(quantity) as quantity
    from rollup
    where platform = $platform
    group by all
    having sum(quantity) > 0
),

met as (
    select
        here.quantity as brought,
        there.quantity as stood,
        coalesce(
            there.quantity = here.quantity or (here.day is null and there.quantity < here.quantity), false
        ) as alike
    from here
    left join there on here.day is not distinct from there.day and here.case_id = there.case_id
)

select
    count(*)::bigint as cells,
    coalesce(sum(brought), 0)::bigint as actions,
    count(*) filter (where alike)::bigint as same,
    coalesce(sum(stood) filter (where alike), 0)::bigint as actions_same
from met
