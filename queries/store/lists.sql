-- What the lists of a newer export had before it, and what it brings and takes the place of.
-- One row.
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
    ) as goes
