-- What the lists of a newer export had before it, and what it brings and takes the place of.
-- One row. shared: whether a version has any day and case in common with the one before it. alike: whether
-- both say the same, if of other days. behind: what a version takes away before its first day and after its last,
-- unless that is one day which was corrected; behind_from, behind_to: those days.
-- $streams: the lists that the export belongs to.
with spans as (
    select
        stream,
        min(day) as first_day,
        max(day) as last_day
    from fresh
    where newer = 'versions'
    group by stream
),

behind as (
    select
        superseded.day,
        superseded.case_id,
        superseded.action_type,
        superseded.channel,
        superseded.quantity
    from superseded
    inner join spans on superseded.stream = spans.stream
    where
        superseded.newer = 'versions'
        and (superseded.day < spans.first_day or superseded.day > spans.last_day)
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
                and superseded.case_id = fresh.case_id
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
    (select min(day) from behind) as behind_from,
    (select max(day) from behind) as behind_to
