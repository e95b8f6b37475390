-- Days of a list by days that stand though a newer file of it, which has days before and after them, has them not.
-- One row: how many days, their actions, the first and the last.
-- $streams: the lists that the export belongs to.
select
    count(distinct day)::bigint as days,
    coalesce(sum(quantity), 0)::bigint as actions,
    min(day) as first,
    max(day) as last
from standing
where
    side = 'before'
    and newer = 'days'
    and quantity > 0
    and list_contains($streams, stream)
    and day > (select min(fresh.day) from fresh)
    and day < (select max(fresh.day) from fresh)
    and day not in (select fresh.day from fresh where fresh.day is not null)
