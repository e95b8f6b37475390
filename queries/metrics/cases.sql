-- Every case featured in an edition, with where it stands on both tracks.
-- One row per case, newest edition first, then by name.
-- person_id: the earliest case of the same people, who count once however often they were featured.
-- read_until: when the pages end that could be read on checked_on; empty where that is not known.
-- free_now to not_known_now: how many of a group stand where; empty where its size is not known.
-- searchable: name, country and issue in lower case without accents, for searching in both languages.
with newest as (
    select *
    from outcomes
    where not before_launch and outcome_type <> 'no_result_found'
    qualify row_number() over (
        partition by case_id
        order by sorted_by desc, event_last_day desc nulls last, position desc
    ) = 1
)

select
    cases.case_id,
    cases.person_id,
    cases.edition_year,
    cases.name,
    cases.name_fr,
    cases.people,
    cases.country_code,
    cases.issue,
    cases.status_at_launch,
    cases.demand,
    standings.liberty_standing,
    standings.justice_standing,
    standings.free_now,
    standings.under_conditions_now,
    standings.held_now,
    standings.died,
    standings.not_known_now,
    newest.event_date as newest_event_date,
    newest.outcome_type as newest_outcome_type,
    newest.direction as newest_direction,
    cases.summary,
    cases.summary_fr,
    lower(strip_accents(cases.name || ' ' || cases.name_fr || ' ' || coalesce(cases.country, ''))) as searchable,
    cases.source_url,
    cases.source_strength,
    cases.checked_on,
    cases.read_until
from cases
inner join standings on cases.case_id = standings.case_id
left join newest on cases.case_id = newest.case_id
order by cases.edition_year desc, cases.name, cases.case_id
