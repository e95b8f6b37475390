-- The newest dated events of any case, good and bad; searches that found nothing are left out.
-- One row per event, newest first by the first day that its date can mean; one that stands under two
-- cases of the same people is told once. person_id: the earliest case of these people.
-- $limit: how many.
select
    outcomes.outcome_id,
    outcomes.case_id,
    outcomes.person_id,
    cases.edition_year,
    cases.name,
    cases.name_fr,
    cases.country_code,
    outcomes.event_date,
    outcomes.date_precision,
    outcomes.outcome_type,
    outcomes.direction,
    outcomes.before_launch,
    outcomes.summary,
    outcomes.summary_fr,
    outcomes.source_url,
    outcomes.source_date,
    outcomes.source_strength,
    outcomes.checked_on,
    outcomes.checked_how
from outcomes
inner join cases on outcomes.case_id = cases.case_id
where outcomes.event_date is not null and not outcomes.retold and outcomes.outcome_type <> 'no_result_found'
order by outcomes.event_first_day desc, outcomes.position desc
limit $limit
