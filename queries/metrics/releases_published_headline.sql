-- The number of people released that was printed most often, and what else was printed beside it.
-- One row, or none if nobody printed one. Ties go to the number printed last.
-- The qualifier and the source are those of its last printing.
-- publishers: who printed it, pages of others ("via") being their source's. as_first, as_since_2001: how many
-- printings say the year of the first, and 2001; since_2001: when it was first printed as "since 2001".
-- lowest, highest: of the numbers printed since its first printing. others_of_publisher: how many other numbers
-- of these the publisher of the last printing has printed, also in pages of others.
with printed_totals as (
    select *
    from claims
    where subject = 'people_released' and since_year is not null
),

printed_numbers as (
    select
        value,
        count(*) as times_printed,
        min(printed_by) as first_printed_by,
        max(printed_by) as last_printed_by
    from claims
    where subject = 'people_released'
    group by value
    order by times_printed desc, last_printed_by desc
    limit 1
)

select
    printed_numbers.value,
    printed_numbers.times_printed,
    first_print.printed as first_printed,
    first_print.since_year as first_since_year,
    denominator.value as of_cases,
    (
        select min(printed) from printed_totals
        where value = printed_numbers.value and since_year = 2001
    ) as since_2001,
    (
        select count(*) from printed_totals
        where value = printed_numbers.value and since_year = first_print.since_year
    ) as as_first,
    (
        select count(*) from printed_totals
        where value = printed_numbers.value and since_year = 2001
    ) as as_since_2001,
    (
        select count(distinct split_part(publisher, ' (via ', 1)) from claims
        where subject = 'people_released' and value = printed_numbers.value
    ) as publishers,
    last_print.printed as last_printed,
    last_print.qualifier,
    (
        select min(value) from claims
        where subject = 'people_released' and printed_by >= first_print.printed_by
    ) as lowest,
    (
        select max(value) from claims
        where subject = 'people_released' and printed_by >= first_print.printed_by
    ) as highest,
    (
        select count(distinct value) from claims
        where
            subject = 'people_released' and printed_by >= first_print.printed_by and value <> printed_numbers.value
            and split_part(publisher, ' (via ', 1) = split_part(last_print.publisher, ' (via ', 1)
    ) as others_of_publisher,
    last_print.publisher,
    last_print.publisher_fr,
    last_print.source_url,
    last_print.source_date,
    last_print.source_strength
from printed_numbers
inner join claims as first_print
    on
        printed_numbers.value = first_print.value
        and printed_numbers.first_printed_by is not distinct from first_print.printed_by
        and first_print.subject = 'people_released'
inner join claims as last_print
    on
        printed_numbers.value = last_print.value
        and printed_numbers.last_printed_by is not distinct from last_print.printed_by
        and last_print.subject = 'people_released'
left join claims as denominator
    on
        first_print.publisher = denominator.publisher
        and first_print.as_of = denominator.as_of
        and denominator.subject = 'civil_political_cases_presented'
order by first_print.claim_id, last_print.claim_id
limit 1
