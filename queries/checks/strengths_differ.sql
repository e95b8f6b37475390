-- Wrong: a source that is stronger or weaker in its row than the class of its publisher makes it.
-- One row per row of the record.
with told as (
    select
        'editions' as found_in,
        edition_year::varchar as key,
        source_url,
        source_strength
    from record.editions
    where actions is not null
    union all
    select
        'claims' as found_in,
        claim_id as key,
        source_url,
        source_strength
    from record.claims
    union all
    select
        'cases' as found_in,
        case_id as key,
        source_url,
        source_strength
    from record.cases
    union all
    select
        'outcomes' as found_in,
        outcome_id as key,
        source_url,
        source_strength
    from record.outcomes
    union all
    select
        'case_actions' as found_in,
        case_id as key,
        source_url,
        source_strength
    from record.case_actions
    union all
    select
        'section_actions' as found_in,
        edition_year || ' ' || section as key,
        source_url,
        source_strength
    from record.section_actions
    union all
    select
        'section_dates' as found_in,
        edition_year || ' ' || section as key,
        source_url,
        source_strength
    from record.section_dates
)

select
    told.found_in,
    told.key,
    publisher_of.host || ': ' || coalesce(told.source_strength, '–') || ' / ' || classes.strength as problem
from told
inner join publisher_of on told.source_url = publisher_of.source_url
inner join contract.publisher_classes as classes on publisher_of.publisher_class = classes.name
where told.source_strength is distinct from classes.strength
order by told.found_in, told.key
