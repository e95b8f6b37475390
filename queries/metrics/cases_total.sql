-- All cases of this record.
-- One row: cases, different people or groups, countries, editions with named cases, dated events.
select
    count(*)::bigint as cases,
    count(distinct person_id)::bigint as different_cases,
    count(distinct country_code)::bigint as countries,
    count(distinct edition_year)::bigint as editions,
    min(edition_year) as first_edition,
    max(edition_year) as last_edition,
    (
        select count(*)::bigint from standings
        where liberty_standing in ('free', 'free_with_conditions')
    ) as cases_free,
    (select count(*)::bigint from standings where liberty_standing = 'held_again') as cases_held_again,
    (select count(*)::bigint from outcomes) as events
from cases
