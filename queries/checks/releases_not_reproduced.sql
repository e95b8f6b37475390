-- To know: printed numbers of people released that this record does not document by that date.
-- One row per claim of people released since a year that differs, with both numbers.
select *
from (
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
)
where published <> documented
order by printed nulls last, key
