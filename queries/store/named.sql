-- What stands under some names that were given to a case.
-- One row per name, edition and case.
select
    standing.label,
    standing.edition_year,
    standing.case_id,
    sum(standing.quantity)::bigint as actions
from standing
semi join given_names on standing.label = given_names.label and standing.case_id = given_names.case_id
group by all
having sum(standing.quantity) > 0
