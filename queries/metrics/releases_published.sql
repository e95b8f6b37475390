-- What publishers printed about releases and improved situations since the campaign began.
-- One row per claim, earliest first. Subjects are different scopes and cannot be joined.
-- of_cases: the number of cases that the same publisher set the number against on the same day.
select
    claims.claim_id,
    claims.subject,
    claims.since_year,
    claims.printed,
    claims.printed_by,
    claims.value,
    claims.unit,
    claims.qualifier,
    (
        select denominator.value
        from claims as denominator
        where
            denominator.publisher = claims.publisher
            and denominator.as_of = claims.as_of
            and denominator.subject in ('civil_political_cases_presented', 'cases_presented')
            and claims.subject in ('people_released', 'situations_improved')
        order by denominator.subject desc, denominator.claim_id
        limit 1
    ) as of_cases,
    claims.publisher,
    claims.publisher_fr,
    claims.publisher_itself,
    claims.publisher_itself_fr,
    claims.source_url,
    claims.source_date,
    claims.source_strength
from claims
where
    claims.subject in (
        'people_released',
        'situations_improved',
        'positive_outcomes',
        'released_share',
        'released_or_improved_share',
        'released_or_tried_share',
        'improved_share'
    )
order by claims.printed_by nulls last, claims.claim_id
