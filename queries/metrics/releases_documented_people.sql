-- Who was released after their edition began, by name, and what became of them.
-- One row per person or group and date of release, newest first, undated last.
-- person: which one of a group it is, where the record says so.
-- standing: where they stand as last recorded, of several the one who stands worst; free_now to
-- not_known_now tell it by number. died_held: how many of the dead were held when they died.
-- ever_held_again: how many were held again at some time after it.
select
    releases.event_date,
    releases.case_id,
    cases.edition_year,
    cases.name,
    cases.name_fr,
    cases.country_code,
    releases.people,
    outcomes.person,
    releases.standing,
    releases.free_now,
    releases.under_conditions_now,
    releases.held_now,
    releases.died,
    releases.died_held,
    releases.not_known_now,
    releases.ever_held_again,
    outcomes.outcome_type,
    outcomes.summary,
    outcomes.summary_fr,
    outcomes.source_url,
    outcomes.source_date,
    outcomes.source_strength,
    outcomes.checked_on,
    outcomes.checked_how
from releases
inner join cases on releases.case_id = cases.case_id
inner join outcomes on releases.outcome_id = outcomes.outcome_id
order by outcomes.event_last_day desc nulls last, cases.name, outcomes.outcome_id
