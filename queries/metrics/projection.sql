-- What an edition's counts would come to, if it went on as the complete editions before it did.
-- One row if the edition has dated counts, else none.
-- middle: what was counted so far, divided by the share of their final count that the earlier editions
-- had on the same day (their median). error_largest, error_median: how far the same method would have
-- been off for each of these editions, told from the others. low and high: where the final count lies
-- if this method errs as much as it did at worst; high is null if that is without limit.
-- status: projected; without_error (one earlier edition only, so its error cannot be told);
-- over (the edition has ended, nothing is projected); too_early (not a tenth of its days);
-- no_earlier (no complete edition before it). Numbers only with the first two. Dated actions only.
-- $edition: year of the edition.
with asked as (
    select
        *,
        greatest(reached, 0) / days as passed
    from counted_editions
    where edition_year = $edition and reached is not null
),

earlier as (
    select * from shares
    where edition_year = $edition
),

retold as (
    select
        one.earlier_year,
        abs(one.so_far / median(other.share) / one.final - 1) as error
    from earlier as one
    inner join earlier as other on one.earlier_year <> other.earlier_year
    group by one.earlier_year, one.so_far, one.final
),

found as (
    select
        count(*)::bigint as earlier_editions,
        median(share) as share,
        (select max(error) from retold) as error_largest,
        (select median(error) from retold) as error_median
    from earlier
),

told as (
    select
        asked.edition_year,
        asked.reached,
        asked.passed,
        asked.dated,
        found.*,
        case
            when asked.over then 'over'
            when asked.passed < 0.1 then 'too_early'
            when found.earlier_editions = 0 then 'no_earlier'
            when found.earlier_editions = 1 then 'without_error'
            else 'projected'
        end as status,
        if(status in ('projected', 'without_error'), asked.dated / found.share, null) as final
    from asked
    cross join found
)

select
    edition_year,
    status,
    reached as day_of_campaign,
    passed,
    dated as so_far,
    earlier_editions,
    if(status = 'projected', greatest(dated, round(final / (1 + error_largest)))::bigint, null) as low,
    round(final)::bigint as middle,
    if(status = 'projected' and error_largest < 1, round(final / (1 - error_largest))::bigint, null) as high,
    if(status = 'projected', error_largest, null) as error_largest,
    if(status = 'projected', error_median, null) as error_median
from told
