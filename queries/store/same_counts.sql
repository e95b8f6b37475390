-- Whether a newer export of actions whose keys nobody knows brings days and cases whose very counts are in.
-- One row. cells: its days and cases; same: those whose counts are in; actions_same: what these have.
-- $platform: the platform.
with here as (
    select
        day,
        case_id,
        sum(quantity) as quantity
    from fresh
    where newer = 'events' and day is not null
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
)

select
    count(*)::bigint as cells,
    coalesce(sum(here.quantity), 0)::bigint as actions,
    count(*) filter (where here.quantity = there.quantity and here.quantity > 0)::bigint as same,
    coalesce(sum(here.quantity) filter (where here.quantity = there.quantity), 0)::bigint as actions_same
from here
left join there on here.day = there.day and here.case_id = there.case_id
