-- Every case featured in an edition, with where it stands on both tracks.
-- One row per case, newest edition first, then by name.
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
    newest.event_date as newest_event_date,
    newest.outcome_type as newest_outcome_type,
    newest.direction as newest_direction,
    cases.summary,
    cases.summary_fr,
    lower(strip_accents(cases.name || ' ' || cases.name_fr || ' ' || coalesce(cases.country, ''))) as searchable,
    cases.source_url,
    cases.source_strength,
    cases.checked_on
from cases
inner join standings on cases.case_id = standings.case_id
left join newest on cases.case_id = newest.case_id
order by cases.edition_year desc, cases.name, cases.case_id
