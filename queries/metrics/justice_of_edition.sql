-- Where the cases of an edition stood as to what was asked beyond release, from its launch to the last check of each.
-- One row per case and span of time, by case, oldest first. A span ends on the day on which the next one begins.
-- standing: as recorded; `not_known` for the time in which it changed where the record has no day. A case of
-- which nothing but release was asked has no row.
-- $edition: year of the edition.
select
    case_id,
    track,
    from_day,
    to_day,
    standing
from spans
where track = 'justice' and edition_year = $edition
order by case_id, from_day
