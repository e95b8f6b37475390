-- How strong the sources are, file by file.
-- One row per file of the record; counts are rows.
select
    file,
    count(*) filter (where strength = 'good')::bigint as good,
    count(*) filter (where strength = 'fair')::bigint as fair,
    count(*) filter (where strength = 'weak')::bigint as weak,
    count(*) filter (where strength is null)::bigint as without
from (
    select 'editions' as file, if(actions is null, null, source_strength) as strength
    from editions
    union all
    select 'claims' as file, source_strength as strength
    from claims
    union all
    select 'cases' as file, source_strength as strength
    from cases
    union all
    select 'outcomes' as file, source_strength as strength
    from outcomes
    union all
    select 'case_actions' as file, source_strength as strength
    from record.case_actions
    union all
    select 'section_actions' as file, source_strength as strength
    from record.section_actions
    union all
    select
        'section_dates' as file,
        source_strength as strength
    from record.section_dates
)
group by file
order by
    list_position(
        ['editions', 'claims', 'cases', 'outcomes', 'case_actions', 'section_actions', 'section_dates'], file
    )
