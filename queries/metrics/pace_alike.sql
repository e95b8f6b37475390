-- Counts added up day by day, like for like: of the sections that sent for the edition and the one before.
-- One row per edition and day that has actions of these, oldest edition first.
-- Each section counts up to the day of the campaign that it has reached in the edition asked, in every edition
-- alike, so that the last row of an edition is the number to compare. Undated actions are left out.
-- $edition: year of the edition.
with alike as (
    select
        now.section,
        now.reached
    from reaches as now
    inner join reaches as earlier
        on now.section = earlier.section and now.edition_year = earlier.edition_year + 1
    where now.edition_year = $edition
),

days as (
    select
        days.edition_year,
        days.day_of_campaign,
        sum(days.actions)::bigint as actions
    from counted_days as days
    inner join alike on days.section = alike.section and days.day_of_campaign <= alike.reached
    where days.edition_year <= $edition
    group by days.edition_year, days.day_of_campaign
)

select
    edition_year,
    day_of_campaign,
    sum(actions) over (partition by edition_year order by day_of_campaign)::bigint as cumulative
from days
order by edition_year, day_of_campaign
