-- Dated actions of each edition, day by day and added up.
-- One row per edition and day that has actions.
create table paces as
select
    edition_year,
    day,
    day_of_campaign,
    sum(actions)::bigint as actions,
    sum(sum(actions)) over (partition by edition_year order by day)::bigint as cumulative
from counted_days
where day is not null
group by edition_year, day, day_of_campaign
