-- People released after Write for Rights took up their case, as far as this record documents it.
-- One row per calendar year of release, oldest first; releases without a date come last, year empty.
-- people counts each person once, at the first release. free_now to not_known_now say where these
-- people stand as last recorded, and add up to them; died_held,
-- how many of the dead were held when they died; ever_held_again, how many were held again since.
-- to_date, out_to_date: all, and those free or under conditions now, added up from the first year;
-- undated ones are not in them.
with by_year as (
    select
        try_cast(left(event_date, 4) as integer) as year,
        sum(people)::bigint as people,
        sum(free_now)::bigint as free_now,
        sum(under_conditions_now)::bigint as under_conditions_now,
        sum(held_now)::bigint as held_now,
        sum(died)::bigint as died,
        sum(died_held)::bigint as died_held,
        sum(not_known_now)::bigint as not_known_now,
        sum(ever_held_again)::bigint as ever_held_again
    from releases
    group by 1
)

select
    *,
    if(year is null, null, sum(people) over (order by year nulls last)::bigint) as to_date,
    if(year is null, null, sum(free_now + under_conditions_now) over (order by year nulls last)::bigint)
        as out_to_date
from by_year
order by year nulls last
