-- The newest case of each person or group, and where it stands: who was featured in two editions is one.
-- One row per person or group (person_id).
create table newest_cases as
select
    cases.person_id,
    cases.case_id,
    cases.edition_year,
    cases.country_code,
    cases.issue,
    standings.liberty_standing,
    standings.justice_standing
from cases
inner join standings on cases.case_id = standings.case_id
qualify row_number() over (partition by cases.person_id order by cases.edition_year desc, cases.case_id) = 1
