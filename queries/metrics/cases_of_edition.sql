-- The cases that this record knows of one edition.
-- One row per case, by name.
-- $edition: year of the edition.
select
    cases.case_id,
    cases.edition_year,
    cases.name,
    cases.name_fr,
    cases.country_code,
    cases.demand,
    standings.liberty_standing,
    standings.justice_standing,
    cases.source_url,
    cases.source_strength,
    cases.checked_on
from cases
inner join standings on cases.case_id = standings.case_id
where cases.edition_year = $edition
order by cases.name, cases.case_id
