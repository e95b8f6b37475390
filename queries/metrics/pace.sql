-- Counted actions added up day by day, of an edition and of those before it, on the same days.
-- One row per edition and day that has actions, oldest edition first. Day 1 is an edition's first day.
-- Undated actions are left out: they cannot be placed.
-- $edition: year of the newest edition shown.
select
    edition_year,
    day_of_campaign,
    cumulative
from paces
where edition_year <= $edition
order by edition_year, day_of_campaign
