-- Wrong: a case that a chain of same_people_as never leads to, or that has no standing.
-- One row per case.
select 'cases' as found_in, record_case.case_id as key, 'no standing' as problem
from record.cases as record_case
left join standings on record_case.case_id = standings.case_id
where standings.case_id is null
