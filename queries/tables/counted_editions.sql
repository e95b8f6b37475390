-- Each edition as counted from exports, and how far its counts reach.
-- One row per edition that has counts.
-- reached: day of the campaign on which the newest action counted so far was taken; null if all are
-- undated. over: its last day has passed. complete: it is over and was counted from its first tenth
-- on, so that other editions may be measured against it.
create table counted_editions as
with counts as (
    select
        edition_year,
        sum(actions)::bigint as actions,
        coalesce(sum(actions) filter (where day is not null), 0)::bigint as dated,
        min(day_of_campaign) as begun,
        max(day_of_campaign) as reached,
        count(distinct section)::bigint as sections
    from counted_days
    group by edition_year
)

select
    campaigns.*,
    counts.actions,
    counts.dated,
    counts.actions - counts.dated as undated,
    counts.reached,
    counts.sections,
    today.day > campaigns.last_day as over,
    over and coalesce(counts.begun <= campaigns.days / 10, false) as complete
from counts
inner join campaigns on counts.edition_year = campaigns.edition_year
cross join today
