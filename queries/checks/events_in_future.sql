-- Wrong: an event that begins after the day the record was checked.
-- One row per event.
-- $checked_on: the day the record was last checked.
select 'outcomes' as found_in, outcome_id as key, event_date as problem
from outcomes
where event_first_day > $checked_on
