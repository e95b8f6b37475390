-- Everything this record knows of one case, in order.
-- One row per event, oldest first; an undated event keeps its place in the record.
-- $case_id: key of the case.
select
    outcomes.outcome_id,
    outcomes.case_id,
    outcomes.event_date,
    outcomes.date_precision,
    outcomes.outcome_type,
    outcomes.direction,
    outcomes.before_launch,
    outcomes.people,
    outcomes.custody_after,
    outcomes.summary,
    outcomes.summary_fr,
    outcomes.source_url,
    outcomes.source_date,
    outcomes.source_strength,
    outcomes.checked_on,
    outcomes.checked_how
from outcomes
where outcomes.case_id = $case_id
order by outcomes.sorted_by, outcomes.event_last_day, outcomes.position
