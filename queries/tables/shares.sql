-- How much of its final count each complete edition had on the day that a later edition has reached.
-- One row per edition and complete edition before it. Dated actions only.
create table shares as
select
    asked.edition_year,
    earlier.edition_year as earlier_year,
    max(paces.cumulative) as so_far,
    earlier.dated as final,
    max(paces.cumulative) / earlier.dated as share
from counted_editions as asked
inner join counted_editions as earlier
    on asked.edition_year > earlier.edition_year and earlier.complete
inner join paces
    on earlier.edition_year = paces.edition_year and asked.reached >= paces.day_of_campaign
group by asked.edition_year, earlier.edition_year, earlier.dated
having max(paces.cumulative) > 0
