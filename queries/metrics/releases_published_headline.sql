-- The number of people released that was printed most often, and what else was printed beside it.
-- One row, or none if nobody printed one. Ties go to the number printed last.
-- The qualifier and the source are those of its last printing.
-- publishers: who printed it, pages of others ("via") being their source's. as_first, as_since_2001: how many
-- printings say the year of the first, and 2001; since_2001: when it was first printed as "since 2001".
-- lowest, highest: of the numbers printed since its first printing. others_of_publisher: how many other numbers
-- of these the publisher of the last printing has printed, also in pages of others.
with printings as (
    select * from claims
    where subject = 'people_released'
),

most_printed as (
    select
        value,
        count(*) as times_printed,
        count(distinct publisher_itself) as publishers,
        first(printings order by printed_by nulls last, claim_id) as first_print,
        first(printings order by printed_by desc nulls last, claim_id) as last_print
    from printings
    group by value
    order by times_printed desc, max(printed_by) desc
    limit 1
),

beside as (
    select
        any_value(most_printed) as most,
        min(printings.printed) filter (
            where printings.value = most_printed.value and printings.since_year = 2001
        ) as since_2001,
        count(*) filter (
            where printings.value = most_printed.value
            and printings.since_year = most_printed.first_print.since_year
        ) as as_first,
        count(*) filter (
            where printings.value = most_printed.value and printings.since_year = 2001
        ) as as_since_2001,
        min(printings.value) filter (
            where printings.printed_by >= most_printed.first_print.printed_by
        ) as lowest,
        max(printings.value) filter (
            where printings.printed_by >= most_printed.first_print.printed_by
        ) as highest,
        count(distinct printings.value) filter (
            where printings.printed_by >= most_printed.first_print.printed_by
            and printings.value <> most_printed.value
            and printings.publisher_itself = most_printed.last_print.publisher_itself
        ) as others_of_publisher
    from printings
    cross join most_printed
    having count(*) > 0
)

select
    most.value,
    most.times_printed,
    most.first_print.printed as first_printed,
    most.first_print.since_year as first_since_year,
    denominator.value as of_cases,
    beside.since_2001,
    beside.as_first,
    beside.as_since_2001,
    most.publishers,
    most.last_print.printed as last_printed,
    most.last_print.qualifier,
    beside.lowest,
    beside.highest,
    beside.others_of_publisher,
    most.last_print.publisher,
    most.last_print.publisher_fr,
    most.last_print.source_url,
    most.last_print.source_date,
    most.last_print.source_strength
from beside
left join claims as denominator
    on
        beside.most.first_print.publisher = denominator.publisher
        and beside.most.first_print.as_of = denominator.as_of
        and denominator.subject = 'civil_political_cases_presented'
order by denominator.claim_id
limit 1
