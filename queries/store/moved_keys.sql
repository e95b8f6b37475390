-- Actions that are known already and come with another day, case or edition, or with no case any more.
-- What takes an action back, also of a file that waits, moves it nowhere.
-- One row: how many, how many of them lost their case and nothing else, and the day, case and edition of one of
-- them before and now.
-- $recounted: exports of the same bytes, which are read anew on purpose.
-- $struck: whether some of its counts of nothing take actions back; else they are what a form's answer says.
select
    count(*)::bigint as moved,
    count(*) filter (
        where superseded.day is not distinct from known.day
        and superseded.edition_year is not distinct from known.edition_year
        and known.case_id = 'unmapped'
    )::bigint as lost,
    min(superseded.day) as day_before,
    arg_min(known.day, superseded.day) as day_now,
    arg_min(superseded.case_id, superseded.day) as case_before,
    arg_min(known.case_id, superseded.day) as case_now,
    arg_min(superseded.edition_year, superseded.day) as edition_before,
    arg_min(known.edition_year, superseded.day) as edition_now
from superseded
inner join known on superseded.key = known.key and superseded.reach = known.reach
where
    superseded.newer = 'events'
    and superseded.quantity > 0
    and (known.quantity > 0 or not $struck)
    and not list_contains($recounted, superseded.export_order)
    and (
        superseded.day <> known.day
        or superseded.edition_year <> known.edition_year
        or (superseded.case_id <> known.case_id and superseded.case_id <> 'unmapped')
    )
