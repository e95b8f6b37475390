-- What this record does not know.
-- One row per kind of gap: how many, and which editions where that helps.
select
    'editions_without_total' as gap,
    count(*)::bigint as rows,
    string_agg(edition_year::varchar, ', ' order by edition_year) as which
from editions
where actions is null
union all
select
    'editions_without_names' as gap,
    count(*)::bigint as rows,
    string_agg(edition_year::varchar, ', ' order by edition_year) as which
from editions
where edition_year not in (select edition_year from cases)
union all
select
    'cases_without_event' as gap,
    count(*)::bigint as rows,
    null as which
from cases
where
    case_id not in (
        select case_id from outcomes where outcome_type <> 'no_result_found'
    )
union all
select
    'cases_without_country' as gap,
    count(*)::bigint as rows,
    null as which
from cases
where country_code is null
union all
select
    'events_without_date' as gap,
    count(*)::bigint as rows,
    null as which
from outcomes
where event_date is null
union all
select
    'events_without_people' as gap,
    count(*)::bigint as rows,
    null as which
from outcomes
where people is null
