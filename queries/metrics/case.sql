-- One case: who, where, what was asked, where it stands, and the same people's newest other edition.
-- One row, or none if there is no such case.
-- read_until: when the pages end that could be read on checked_on; empty where that is not known.
-- free_now to not_known_now: how many of a group stand where; empty where its size is not known.
-- $case_id: key of the case.
with others as (
    select
        arg_max(other.case_id, other.edition_year) as case_id,
        max(other.edition_year) as edition_year
    from cases as asked
    inner join cases as other on asked.person_id = other.person_id and asked.case_id <> other.case_id
    where asked.case_id = $case_id
)

select
    cases.case_id,
    cases.edition_year,
    cases.launch_day,
    editions.starts_on is not null as launch_published,
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
    others.case_id as other_case_id,
    others.edition_year as other_edition_year,
    cases.summary,
    cases.summary_fr,
    cases.source_url,
    cases.source_strength,
    cases.checked_on,
    cases.read_until
from cases
inner join standings on cases.case_id = standings.case_id
inner join editions on cases.edition_year = editions.edition_year
left join others on true
where cases.case_id = $case_id
