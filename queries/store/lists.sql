-- What the lists of a newer export had before it, and what it brings and takes the place of.
-- One row. shared: whether a version has any day and case in common with the one before it, or a day whose cases were
-- not known then: a name may be known since. alike: whether both say the same, if of other days. behind: what a version
-- takes away of days that it has not, unless that is one day which was corrected; behind_days: how many; behind_from,
-- behind_to: the first and the last.
-- $streams: the lists that the export belongs to.
-- Both sides in one table that is read once: to read each for each question took ten times as long.
with sides as materialized (
    select
        day,
        case_id,
        action_type,
        channel,
        quantity,
        1 as way,
        list_contains($streams, stream) as own,
        newer = 'versions' and day is not null and (stream, day) not in (
            select (fresh.stream, fresh.day) from fresh where fresh.day is not null
        ) as apart
    from superseded
    union all
    select
        day,
        case_id,
        action_type,
        channel,
        quantity,
        -1 as way,
        true as own,
        -- What the one day said that is said of another one now.
        day not in (select superseded.day from superseded where superseded.day is not null) as apart
    from fresh
),

cells as (
    select
        sum(way) as more,
        sum(way) filter (where apart) as more_apart
    from sides
    group by case_id, action_type, channel, quantity
),

sums as (
    select
        coalesce(sum(quantity) filter (where way = -1), 0)::bigint as comes,
        coalesce(sum(quantity) filter (where way = 1 and own), 0)::bigint as goes,
        coalesce(sum(quantity) filter (where way = 1 and apart), 0)::bigint as behind,
        count(distinct day) filter (where way = 1 and apart) as behind_days,
        min(day) filter (where way = 1 and apart) as behind_from,
        max(day) filter (where way = 1 and apart) as behind_to
    from sides
),

compared as (
    select
        coalesce(bool_and(more = 0), true) as alike,
        coalesce(bool_or(more_apart > 0), false) as any_behind
    from cells
)

select
    (
        select coalesce(sum(quantity), 0)::bigint from standing
        where side = 'before' and list_contains($streams, stream)
    ) as stood,
    sums.comes,
    sums.goes,
    exists(
        select 1
        from superseded
        inner join fresh
            on
                superseded.stream = fresh.stream
                and superseded.day is not distinct from fresh.day
                and superseded.case_id in (fresh.case_id, 'unmapped')
        where superseded.newer = 'versions'
    ) as shared,
    compared.alike,
    if(compared.any_behind or sums.behind_days > 1, sums.behind, 0) as behind,
    sums.behind_days,
    sums.behind_from,
    sums.behind_to
from sums
cross join compared
