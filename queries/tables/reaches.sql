-- How far the dated counts of each section reach: sections send on different days, so each is compared
-- up to its own last one.
-- One row per edition and section that has dated counts. reached: the day of the campaign of through_day.
create table reaches as
select
    edition_year,
    section,
    sum(actions)::bigint as dated,
    max(day) as through_day,
    max(day_of_campaign) as reached
from counted_days
where day is not null
group by edition_year, section
