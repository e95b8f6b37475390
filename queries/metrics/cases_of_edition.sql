-- The cases that this record knows of one edition.
-- One row per case, by name.
-- read_until: when the pages end that could be read on checked_on; empty where that is not known.
-- free_now to not_known_now: how many of a group stand where; empty where its size is not known.
-- $edition: year of the edition.
select
    cases.case_id,
    cases.edition_year,
    cases.name,
    cases.name_fr,
    cases.country_code,
    cases.status_at_launch,
    cases.demand,
    standings.liberty_standing,
    standings.justice_standing,
    standings.free_now,
    standings.under_conditions_now,
    standings.held_now,
    standings.died,
    standings.not_known_now,
    cases.source_url,
    cases.source_strength,
    cases.checked_on,
    cases.read_until
from cases
inner join standings on cases.case_id = standings.case_id
where cases.edition_year = $edition
order by cases.name, cases.case_id
