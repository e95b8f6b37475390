-- What sections have counted of an edition, beside what the same sections had on the same day of the one before.
-- One row per section that has dated counts of both, in alphabetical order, and last one whose section is `all`:
-- the sum of exactly those; no row if there is none.
-- through_day: the last day that the section's counts of the edition reach, in the last row the latest of these.
-- actions_now: up to that day. actions_before: of the edition of the year before, up to the same day of its
-- campaign. change: the difference as a share of actions_before. Undated actions are in neither.
-- $edition: year of the edition.
with reached as (
    select
        section,
        sum(actions)::bigint as actions,
        max(day) as day,
        max(day_of_campaign) as day_of_campaign
    from counted_days
    where edition_year = $edition and day is not null
    group by section
),

both_editions as (
    select
        reached.section,
        reached.actions as actions_now,
        reached.day as through_day,
        sum(earlier.actions)::bigint as actions_before
    from reached
    inner join counted_days as earlier
        on
            reached.section = earlier.section
            and earlier.edition_year + 1 = $edition
            and reached.day_of_campaign >= earlier.day_of_campaign
    group by reached.section, reached.actions, reached.day
    having sum(earlier.actions) > 0
),

compared as (
    select * from both_editions
    union all
    select
        'all' as section,
        sum(actions_now)::bigint as actions_now,
        max(through_day) as through_day,
        sum(actions_before)::bigint as actions_before
    from both_editions
    having count(*) > 0
)

select
    section,
    actions_now,
    through_day,
    actions_before,
    actions_now / actions_before - 1 as change
from compared
order by section = 'all', section
