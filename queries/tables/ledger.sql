-- Every claim beside our own number and what may be said of it: made once, since it looks many times
-- at what others printed. The metric of the same name tells what its columns mean.
-- One row per claim.
create table ledger as
with told as materialized (
    select
        *,
        case
            when
                subject in (
                    'people_released', 'situations_improved', 'positive_outcomes', 'released_share',
                    'released_or_improved_share', 'released_or_tried_share', 'improved_share',
                    'civil_political_cases_presented', 'cases_presented'
                ) then 'releases'
            when subject = 'actions' then 'actions'
            when subject = 'cases_featured' then 'cases'
            when subject = 'solidarity_messages' then 'messages'
            else 'taking_part'
        end as family,
        -- What a claim says its number is: no less than low and no more than high.
        if(qualifier = 'about', 0.95, 1) * value as low,
        case qualifier when 'about' then 1.05 * value when 'exact' then value else 'infinity'::double end as high,
        coalesce(stage, '') = 'interim' as interim
    from claims
),

-- What we count up to the day of a claim, of all editions or of those since its first year.
sums as (
    select
        told.claim_id,
        sum(editions.actions)::bigint as value
    from told
    inner join editions on editions.edition_year < year(told.printed_by)
    where told.subject = 'actions' and told.edition_year is null
    group by told.claim_id
    union all
    select
        told.claim_id,
        sum(releases.people)::bigint as value
    from told
    inner join cases on told.since_year <= cases.edition_year
    inner join releases
        on cases.case_id = releases.case_id and last_day_of(releases.event_date) <= told.printed_by
    where told.subject = 'people_released'
    group by told.claim_id
),

ours as materialized (
    select
        told.claim_id,
        case
            when told.subject = 'actions' and told.edition_year is not null then editions.actions
            when told.subject = 'cases_featured' then editions.cases_featured
            else sums.value
        end as our_value,
        case
            when told.subject = 'cases_featured' then 'exact'
            when told.subject = 'actions' and told.edition_year is not null then editions.actions_qualifier
            else 'at_least'
        end as our_qualifier
    from told
    left join editions on told.edition_year = editions.edition_year
    left join sums on told.claim_id = sums.claim_id
),

newest as (
    select
        subject,
        publisher_itself,
        edition_year,
        arg_max(value, (printed_by, claim_id)) as value,
        max(printed_by) as printed_by
    from told
    group by subject, publisher_itself, edition_year
),

newer as (
    select
        told.claim_id,
        newest.value as replaced_by
    from told
    inner join newest
        on
            told.subject = newest.subject
            and told.publisher_itself = newest.publisher_itself
            and told.edition_year is not distinct from newest.edition_year
            and told.printed_by < newest.printed_by
            and newest.value not between told.low and told.high
),

-- Two numbers that cannot both be true: of one edition at any time; of a running total if they were printed
-- in one year, or if the later one is the lower (a share may fall).
against as (
    select distinct told.claim_id
    from told
    inner join told as other
        on
            told.subject = other.subject
            and told.edition_year is not distinct from other.edition_year
            and told.publisher_itself <> other.publisher_itself
            and (told.low > other.high or told.high < other.low)
            and not told.interim and not other.interim
    where
        told.edition_year is not null
        or year(told.printed_by) = year(other.printed_by)
        or (told.unit <> 'percent' and (told.printed_by < other.printed_by) = (told.value > other.value))
),

ruled as (
    select
        told.claim_id,
        case
            when told.interim or newer.claim_id is not null then 'superseded'
            when
                -- A list that is incomplete can only show that a number is too low.
                if(told.subject = 'people_released', told.high < ours.our_value, false)
                or if(
                    told.subject <> 'people_released',
                    told.low > ours.our_value
                    or told.high < if(ours.our_qualifier = 'about', 0.95, 1) * ours.our_value,
                    false
                ) then 'do_not_say'
            when against.claim_id is not null and (ours.our_value is null or told.subject = 'people_released')
                then 'disputed'
            when ours.our_value is not null and told.subject <> 'people_released' then 'current'
            else 'cannot_be_checked'
        end as rule,
        newer.replaced_by
    from told
    inner join ours on told.claim_id = ours.claim_id
    left join newer on told.claim_id = newer.claim_id
    left join against on told.claim_id = against.claim_id
),

presented as (
    select
        publisher,
        as_of,
        first(value order by subject desc, claim_id) as cases
    from claims
    where subject in ('civil_political_cases_presented', 'cases_presented')
    group by publisher, as_of
)

select
    told.claim_id,
    told.family,
    told.subject,
    told.edition_year,
    told.since_year,
    told.printed,
    told.printed_by,
    told.value,
    told.unit,
    told.qualifier,
    told.stage,
    if(told.subject in ('people_released', 'situations_improved'), presented.cases, null) as of_cases,
    ours.our_value,
    if(ours.our_value is null, null, ours.our_qualifier) as our_qualifier,
    case
        when ours.our_value is null then null
        when told.subject = 'actions' then 'actions_by_edition'
        when told.subject = 'cases_featured' then 'editions'
        else 'releases_documented'
    end as our_figure,
    coalesce(claim_status.status, ruled.rule) as status,
    ruled.rule,
    ruled.replaced_by,
    claim_status.reason,
    claim_status.reason_fr,
    told.publisher,
    told.publisher_fr,
    told.publisher_itself,
    told.publisher_itself_fr,
    told.source_url,
    told.source_date,
    told.source_strength
from told
inner join ours on told.claim_id = ours.claim_id
inner join ruled on told.claim_id = ruled.claim_id
left join presented on told.publisher = presented.publisher and told.as_of = presented.as_of
left join record.claim_status as claim_status on told.claim_id = claim_status.claim_id
