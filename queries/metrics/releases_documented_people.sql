-- Who was released after their edition began, by name, and whether it lasted.
-- One row per case and date of release, newest first, undated last.
select
    releases.event_date,
    releases.case_id,
    cases.edition_year,
    cases.name,
    cases.name_fr,
    cases.country_code,
    releases.people,
    releases.people_standing,
    standings.liberty_standing,
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
inner join standings on releases.case_id = standings.case_id
inner join outcomes on releases.outcome_id = outcomes.outcome_id
order by outcomes.event_last_day desc nulls last, cases.name, outcomes.outcome_id
