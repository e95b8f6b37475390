-- Actions of an edition as counted from exports, day by day.
-- One row per day that has actions, then one without a day for the undated ones, if there are any.
-- day_of_campaign: 1 on the edition's first day. cumulative: of the dated ones; undated actions are
-- never given a day.
-- $edition: year of the edition.
select
    day,
    day_of_campaign,
    actions,
    cumulative
from paces
where edition_year = $edition
union all
select
    null as day,
    null as day_of_campaign,
    undated as actions,
    null as cumulative
from counted_editions
where edition_year = $edition and undated > 0
order by day nulls last
