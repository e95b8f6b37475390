-- What the lists of a newer export had before it, and what it brings and takes the place of.
-- One row. shared: whether a version has any day and case in common with the one before it, or a day whose cases were
-- not known then: a name may be known since. alike: whether both say the same, if of other days. behind: what a version
-- takes away of days that it has not, unless that is one day which was corrected; behind_days: how many; behind_from,
-- behind_to: the first and the last.
-- $streams: the lists that the export belongs to.
with behind as (
    select
        superseded.day,
        superseded.case_id,
        superseded.action_type,
        superseded.channel,
        superseded.quantity
    from superseded
    where
        superseded.newer = 'versions'
        and superseded.day is not null
        and not exists (
            select 1
            from fresh
            where fresh.stream = superseded.stream and fresh.day = superseded.day
        )
),

-- What the one day said that is said of another one now.
moved as (
    select
        case_id,
        action_type,
        channel,
        quantity
    from fresh
    where day not in (select superseded.day from superseded where superseded.day is not null)
),

stays_behind as (
    select exists (
        select
            case_id,
            action_type,
            channel,
            quantity
        from behind
        except all
        select
            case_id,
            action_type,
            channel,
            quantity
        from moved
    ) or (select count(distinct day) from behind) > 1 as so
)

select
    (
        select coalesce(sum(quantity), 0)::bigint from standing
        where side = 'before' and list_contains($streams, stream)
    ) as stood,
    (select coalesce(sum(quantity), 0)::bigint from fresh) as comes,
    (
        select coalesce(sum(quantity), 0)::bigint from superseded
        where list_contains($streams, stream)
    ) as goes,
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
    not exists (
        select
            case_id,
            action_type,
            channel,
            quantity
        from superseded
        except all
        select
            case_id,
            action_type,
            channel,
            quantity
        from fresh
    ) and (select count(*) from superseded) = (select count(*) from fresh) as alike,
    (
        select coalesce(sum(behind.quantity), 0)::bigint
        from behind, stays_behind
        where stays_behind.so
    ) as behind,
    (select count(distinct day)::bigint from behind) as behind_days,
    (select min(day) from behind) as behind_from,
    (select max(day) from behind) as behind_to
