-- The numbers that we offer to be said, as claims of our own beside those that others printed.
-- One row per published total that we recommend, and two for the releases that this record documents.
create table offered as
with ours as (
    select
        'ours-actions-' || edition_year as claim_id,
        'actions' as family,
        'actions' as subject,
        edition_year,
        actions as value,
        if(actions_counted = 'letters', 'letters', 'count') as unit,
        actions_qualifier as qualifier,
        'actions_by_edition' as our_figure,
        source_url,
        source_date,
        source_strength
    from editions
    where actions is not null
    union all by name
    select
        'ours-' || subject as claim_id,
        'releases' as family,
        subject,
        people as value,
        'people' as unit,
        qualifier,
        'releases_documented_total' as our_figure
    from (
        select
            unnest(['people_documented', 'people_free_now']) as subject,
            unnest(['at_least', 'exact']) as qualifier,
            unnest([sum(people), sum(free_now)])::bigint as people
        from releases
    )
    where people > 0
)

select
    ours.claim_id,
    ours.family,
    ours.subject,
    ours.edition_year,
    null::integer as since_year,
    about.checked_on::varchar as printed,
    about.checked_on as printed_by,
    ours.value,
    ours.unit,
    ours.qualifier,
    null::varchar as stage,
    null::bigint as of_cases,
    ours.value as our_value,
    ours.qualifier as our_qualifier,
    ours.our_figure,
    'current' as status,
    'current' as rule,
    null::bigint as replaced_by,
    null::varchar as reason,
    null::varchar as reason_fr,
    'Write for Rights: the figures' as publisher,
    'Écrire, ça libère : les chiffres' as publisher_fr,
    'Write for Rights: the figures' as publisher_itself,
    'Écrire, ça libère : les chiffres' as publisher_itself_fr,
    ours.source_url,
    ours.source_date,
    ours.source_strength
from ours
cross join record.about as about
