-- People released after Write for Rights took up their case, as far as this record documents it.
-- One row per calendar year of release, oldest first; releases without a date come last, year empty.
-- people counts each person once, at the first release; people_standing leaves out those held again.
-- to_date, standing_to_date: the same, added up from the first year; undated ones are not in them.
with by_year as (
    select
        try_cast(left(event_date, 4) as integer) as year,
        sum(people)::bigint as people,
        sum(people_standing)::bigint as people_standing
    from releases
    group by 1
)

select
    year,
    people,
    people_standing,
    if(year is null, null, sum(people) over (order by year nulls last)::bigint) as to_date,
    if(year is null, null, sum(people_standing) over (order by year nulls last)::bigint) as standing_to_date
from by_year
order by year nulls last
