-- The events that change whether people are held, replayed in order since their first edition.
-- One row per person or group (person_id) and event; events before the launch are not steps.
-- moved: people who came out (positive) or were taken in again (negative).
-- out_now: how many are out after the event, never below 0 or above the size of the group.
-- An event told under both cases of the same people is one event. The death of one of a group says
-- nothing of the others and is no step; the death of all is.
-- newly_out: how many came out who had not been out before; someone freed twice counts once.
create table custody_steps as
with recursive people as (
    select
        person_id,
        max(people) as group_size,
        arg_min(status_at_launch, edition_year) as status_at_launch,
        min(first_launch_day) as launch_day
    from cases
    group by person_id
),

told as (
    select
        outcomes.*,
        row_number() over (
            partition by outcomes.case_id, outcomes.event_date, outcomes.outcome_type, outcomes.people
            order by outcomes.position
        ) as nth
    from outcomes
),

events as (
    select distinct on (
        outcomes.person_id, outcomes.event_date, outcomes.outcome_type, outcomes.people, outcomes.nth
    )
        outcomes.person_id,
        outcomes.outcome_id,
        outcomes.case_id,
        outcomes.event_date,
        outcomes.sorted_by,
        outcomes.event_last_day,
        outcomes.position,
        people.group_size,
        statuses.custody as custody_at_launch,
        coalesce(outcomes.known_by < people.launch_day, false) as before_launch,
        coalesce(outcomes.custody_after, types.custody) as custody,
        types.custody = 'died' and coalesce(outcomes.people, 1) >= people.group_size as death,
        least(
            coalesce(outcomes.people, if(people.group_size = 1, 1, 0)), coalesce(people.group_size, 1000000)
        ) as touched
    from told as outcomes
    inner join people on outcomes.person_id = people.person_id
    inner join contract.statuses as statuses on people.status_at_launch = statuses.name
    inner join contract.outcome_types as types on outcomes.outcome_type = types.name
    where
        outcomes.custody_after is not null
        or (types.custody <> '' and (types.custody <> 'died' or coalesce(outcomes.people, 1) >= people.group_size))
    order by outcomes.position
),

moves as (
    select
        *,
        case
            when custody in ('free', 'free_with_conditions') then touched
            when custody in ('held', 'held_again') then -touched
            else 0
        end as moved
    from events
),

launch as (
    select
        person_id,
        case
            when any_value(custody_at_launch) = 'free_with_conditions' then any_value(group_size)
            when any_value(custody_at_launch) = 'held' and any_value(group_size) = 1 then 0
            else greatest(0, coalesce(sum(moved) filter (where before_launch), 0))
        end::bigint as out_at_launch
    from moves
    group by person_id
),

steps as (
    select
        moves.*,
        launch.out_at_launch,
        row_number() over (
            partition by moves.person_id
            order by moves.sorted_by, moves.event_last_day, moves.position
        ) as step
    from moves
    inner join launch on moves.person_id = launch.person_id
    where not moves.before_launch
),

replayed as (
    select
        person_id,
        0::bigint as step,
        out_at_launch as out_now
    from launch
    union all
    select
        steps.person_id,
        steps.step,
        least(coalesce(steps.group_size, 1000000), greatest(0, replayed.out_now + steps.moved))::bigint as out_now
    from replayed
    inner join steps
        on replayed.person_id = steps.person_id and replayed.step + 1 = steps.step
),

peaks as (
    select
        steps.*,
        replayed.out_now,
        greatest(
            steps.out_at_launch,
            max(replayed.out_now) over (
                partition by steps.person_id order by steps.step
                rows between unbounded preceding and current row
            )
        ) as most_out
    from steps
    inner join replayed on steps.person_id = replayed.person_id and steps.step = replayed.step
)

select
    person_id,
    outcome_id,
    case_id,
    event_date,
    step,
    group_size,
    custody,
    moved,
    out_now,
    out_at_launch,
    (most_out - coalesce(lag(most_out) over (partition by person_id order by step), out_at_launch))::bigint
        as newly_out,
    case
        when death then 'died'
        when moved < 0 then custody
        when custody = 'not_known' then custody
        when out_now = group_size then custody
        else custody_at_launch
    end as liberty
from peaks
