-- Where each case stood on each track, from the launch of its edition to the day on which it was last checked.
-- One row per case, track (`liberty`, `justice`) and span of time. A span ends on the day on which the next begins.
-- standing: as recorded; `not_known` also for the time in which it changed where the record has no day. A case that
-- was last checked before the launch has no row, and none of justice has one that asked for nothing but release.
create table spans as
with told as (
    select
        'liberty' as track,
        cases.case_id,
        liberty_steps.step,
        liberty_steps.standing,
        liberty_steps.possible_from,
        liberty_steps.certain_from
    from cases
    inner join liberty_steps on cases.person_id = liberty_steps.person_id
    union all
    select
        'justice' as track,
        case_id,
        step,
        standing,
        possible_from,
        certain_from
    from justice_steps
),

steps as (
    select
        told.*,
        cases.edition_year,
        cases.launch_day,
        cases.checked_on,
        lead(told.possible_from) over (
            partition by told.case_id, told.track order by told.step
        ) as possible_until
    from told
    inner join cases on told.case_id = cases.case_id
),

clipped as (
    select
        track,
        edition_year,
        case_id,
        'not_known' as standing,
        greatest(possible_from, launch_day) as from_day,
        least(certain_from, checked_on) as to_day
    from steps
    union all
    select
        track,
        edition_year,
        case_id,
        standing,
        greatest(certain_from, launch_day) as from_day,
        least(coalesce(possible_until, checked_on), checked_on) as to_day
    from steps
),

joined as (
    select
        *,
        coalesce(
            lag(standing) over (partition by track, case_id order by from_day, to_day) <> standing, true
        ) as begins
    from clipped
    where from_day < to_day
),

numbered as (
    select
        *,
        sum(begins::integer) over (partition by track, case_id order by from_day, to_day) as span
    from joined
)

select
    track,
    edition_year,
    case_id,
    min(from_day) as from_day,
    max(to_day) as to_day,
    any_value(standing) as standing
from numbered
group by track, edition_year, case_id, span
