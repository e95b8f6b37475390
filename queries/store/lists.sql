-- What the lists of a newer export had before it, and what it brings and takes the place of.
-- One row. shared: whether a version has any day and case in common with the one before it. alike: whether
-- both say the same, if of other days.
-- $streams: the lists that the export belongs to.
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
    ) and (select count(*) from superseded) = (select count(*) from fresh) as alike
