-- Where the cases of an edition stood as to liberty, from its launch to the day on which each was last checked.
-- One row per case and span of time, by case, oldest first. A span ends on the day on which the next one begins.
-- standing: as recorded; `not_known` also for the time in which it changed where the record has no day. A case
-- that was last checked before the launch has no row.
-- $edition: year of the edition.
select
    case_id,
    from_day,
    to_day,
    standing
from spans
where track = 'liberty' and edition_year = $edition
order by case_id, from_day
