-- What the counts of an edition would come to, if the same sections went on as in the complete editions before.
-- One row if the edition has dated counts, else none.
-- sections: those that have dated counts of the edition and of a complete one before it; all else is of these
-- alone. day_of_campaign: the last day that they have reached, at their median; passed: of the edition's days.
-- middle: what they have counted, divided by the share of their final count that the same sections had by the
-- same days in earlier editions (the median of these). error_largest, error_median: how far the same method
-- would have been off for each of these editions, told from the others (`projection_past`). low and high:
-- where the final count lies if this method errs as much as it did at worst; high is null if that is without
-- limit.
-- status: projected; without_error (one earlier edition only, so its error cannot be told);
-- over (the edition has ended, nothing is projected); too_early (not a tenth of its days);
-- no_earlier (no complete edition before it has the same sections). Numbers only with the first two.
-- Dated actions only.
-- $edition: year of the edition.
with compared as (
    select
        count(*)::bigint as sections,
        coalesce(sum(dated), 0)::bigint as so_far,
        floor(median(reached))::integer as reached
    from reaches
    where
        edition_year = $edition
        and section in (
            select section from shares
            where edition_year = $edition and section is not null
        )
),

earlier as (
    select
        count(*)::bigint as editions,
        median(share) as share
    from shares
    where edition_year = $edition and section is null and so_far > 0
),

errors as (
    select
        max(abs(error)) as largest,
        median(abs(error)) as middle
    from retold
    where edition_year = $edition
),

told as (
    select
        counted.edition_year,
        compared.sections,
        compared.so_far,
        coalesce(compared.reached, counted.reached) as day_of_campaign,
        greatest(day_of_campaign, 0) / counted.days as passed,
        earlier.editions as earlier_editions,
        errors.largest as error_largest,
        errors.middle as error_median,
        case
            when counted.over then 'over'
            when greatest(coalesce(compared.reached, counted.reached), 0) / counted.days < 0.1 then 'too_early'
            when earlier.editions = 0 then 'no_earlier'
            when errors.largest is null then 'without_error'
            else 'projected'
        end as status,
        if(status in ('projected', 'without_error'), compared.so_far / earlier.share, null) as final
    from counted_editions as counted
    cross join compared
    cross join earlier
    cross join errors
    where counted.edition_year = $edition and counted.reached is not null
)

select
    edition_year,
    status,
    sections,
    day_of_campaign,
    passed,
    so_far,
    earlier_editions,
    if(status = 'projected', greatest(so_far, round(final / (1 + error_largest))), null)::bigint as low,
    round(final)::bigint as middle,
    if(status = 'projected' and error_largest < 1, round(final / (1 - error_largest))::bigint, null) as high,
    if(status = 'projected', error_largest, null) as error_largest,
    if(status = 'projected', error_median, null) as error_median
from told
