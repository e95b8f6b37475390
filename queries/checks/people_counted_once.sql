-- Wrong: more people counted as released than the case has.
-- One row per person or group.
select
    'outcomes' as found_in,
    releases.person_id as key,
    sum(releases.people)::varchar || ' > ' || max(cases.people)::varchar as problem
from releases
inner join cases on releases.person_id = cases.person_id
group by releases.person_id, cases.case_id
having sum(releases.people) > max(cases.people)
