-- To know: events older than the edition that featured the case; they count for nothing.
-- One row per event.
select
    'outcomes' as found_in,
    outcomes.outcome_id as key,
    outcomes.event_date || ' < ' || cases.launch_day::varchar as problem
from outcomes
inner join cases on outcomes.case_id = cases.case_id
where outcomes.before_launch
order by outcomes.outcome_id
