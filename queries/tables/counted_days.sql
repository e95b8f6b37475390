-- What counts of each section, day by day.
-- One row per edition, section and day; day is null for undated actions.
-- day_of_campaign: 1 on the first day of the edition; 0 or less before it.
create table counted_days as
select
    campaigns.edition_year,
    sums.section,
    sums.day,
    sums.day - campaigns.first_day + 1 as day_of_campaign,
    sums.actions
from counted_sums as sums
inner join campaigns on sums.edition_year = campaigns.edition_year
where sums.grain = 'section'
