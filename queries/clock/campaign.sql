-- Which day of an edition's campaign a day is: the clock is asked by whoever asks.
-- One row. days: how many the campaign has; 1 November to 31 March where no days are known.
-- over: the day lies after its last one.
-- $edition: year of the edition.
-- $day: the day.
with campaign as (
    select
        coalesce(max(first_day), make_date($edition, 11, 1)) as first_day,
        coalesce(max(last_day), make_date($edition + 1, 3, 31)) as last_day
    from campaigns
    where edition_year = $edition
)

select
    $day::date - first_day + 1 as day_of_campaign,
    last_day - first_day + 1 as days,
    $day::date > last_day as over
from campaign
