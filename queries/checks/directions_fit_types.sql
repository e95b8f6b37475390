-- Wrong: an event called good or bad against what its type always is.
-- One row per event.
select 'outcomes' as found_in, outcome_id as key, outcome_type || ' / ' || direction as problem
from outcomes
where
    (outcome_type in ('no_result_found', 'result_awaited', 'paroled_under_guard')) <> (direction = 'none')
    or (
        outcome_type in ('released', 'pardoned', 'acquitted', 'acquitted_elsewhere', 'other_positive')
        and direction <> 'positive'
    )
    or (
        outcome_type in (
            'arrested', 're_arrested', 'died', 'perpetrator_acquitted', 'perpetrator_case_ended', 'other_negative',
            'disappeared'
        )
        and direction <> 'negative'
    )
