-- Where the cases of an edition stood as to liberty, from its launch to the day on which each was last checked.
-- One row per case and span of time, by case, oldest first. A span ends on the day on which the next one begins.
-- standing: as recorded; `not_known` also for the time in which it changed where the record has no day. A case
-- that was last checked before the launch has no row.
-- $edition: year of the edition.
with steps as (
    select
        cases.case_id,
        cases.launch_day,
        cases.checked_on,
        liberty_steps.standing,
        liberty_steps.step,
        liberty_steps.possible_from,
        liberty_steps.certain_from,
        lead(liberty_steps.possible_from) over (
            partition by cases.case_id order by liberty_steps.step
        ) as possible_until
    from cases
    inner join liberty_steps on cases.person_id = liberty_steps.person_id
    where cases.edition_year = $edition
),

clipped as (
    select
        case_id,
        'not_known' as standing,
        greatest(possible_from, launch_day) as from_day,
        least(certain_from, checked_on) as to_day
    from steps
    union all
    select
        case_id,
        standing,
        greatest(certain_from, launch_day) as from_day,
        least(coalesce(possible_until, checked_on), checked_on) as to_day
    from steps
),

told as (
    select
        *,
        coalesce(
            lag(standing) over (partition by case_id order by from_day, to_day) <> standing, true
        ) as begins
    from clipped
    where from_day < to_day
),

numbered as (
    select
        *,
        sum(begins::integer) over (partition by case_id order by from_day, to_day) as span
    from told
)

select
    case_id,
    min(from_day) as from_day,
    max(to_day) as to_day,
    any_value(standing) as standing
from numbered
group by case_id, span
order by case_id, from_day
