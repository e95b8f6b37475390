-- Actions that are known already and come with another day, case or edition.
-- One row: how many, and the day, case and edition of one of them before and now.
-- $recounted: exports of the same bytes, which are read anew on purpose.
select
    count(*)::bigint as moved,
    min(superseded.day) as day_before,
    arg_min(fresh.day, superseded.day) as day_now,
    arg_min(superseded.case_id, superseded.day) as case_before,
    arg_min(fresh.case_id, superseded.day) as case_now,
    arg_min(superseded.edition_year, superseded.day) as edition_before,
    arg_min(fresh.edition_year, superseded.day) as edition_now
from superseded
inner join fresh on superseded.key = fresh.key and superseded.reach = fresh.reach
where
    superseded.newer = 'events'
    and not list_contains($recounted, superseded.export_order)
    and (
        superseded.day <> fresh.day
        or superseded.edition_year <> fresh.edition_year
        or (superseded.case_id <> fresh.case_id and 'unmapped' not in (superseded.case_id, fresh.case_id))
    )
