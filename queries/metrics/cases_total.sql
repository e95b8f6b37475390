-- All cases of this record.
-- One row: cases, different people or groups, countries, editions with named cases, dated events.
-- cases_free, cases_held: of the different people or groups, as last recorded; cases_held_again are among those held.
-- qualifier: of the cases, for the record is incomplete.
select
    count(*)::bigint as cases,
    'at_least' as qualifier,
    count(distinct cases.person_id)::bigint as different_cases,
    count(distinct cases.country_code)::bigint as countries,
    count(distinct cases.edition_year)::bigint as editions,
    min(cases.edition_year) as first_edition,
    max(cases.edition_year) as last_edition,
    count(distinct cases.person_id) filter (where stands.free)::bigint as cases_free,
    count(distinct cases.person_id) filter (where stands.now = 'held')::bigint as cases_held,
    count(distinct cases.person_id) filter (where stands.bad)::bigint as cases_held_again,
    (select count(*)::bigint from outcomes where not outcomes.retold) as events
from cases
inner join standings on cases.case_id = standings.case_id
inner join contract.standings as stands on standings.liberty_standing = stands.name
