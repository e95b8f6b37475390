-- To know: printed numbers of people released, beside what this record documents by that date.
-- One row per claim of people released since a year, with the difference in people.
select
    'claims' as found_in,
    claims.claim_id as key,
    claims.printed,
    claims.value as published,
    (
        select coalesce(sum(releases.people), 0)::bigint from releases
        where last_day_of(releases.event_date) <= claims.printed_by
    ) as documented,
    claims.publisher,
    claims.publisher_fr
from claims
where claims.subject = 'people_released' and claims.since_year is not null
order by claims.printed_by, claims.claim_id
