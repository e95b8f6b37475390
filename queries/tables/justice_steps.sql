-- Where each case stands as to what was asked beyond release, from step to step, and when that came about.
-- One row per case that asked for more than release, and event since the launch that changed it; step 0 is the launch.
-- standing: a reversal, or a setback after a success, is "reversed"; a setback after mere progress leaves
-- nothing found. What some of a group have reached is "under_way" until it adds up to all of them. A success is
-- "under_way" again while the result on another part of what was asked is awaited, or was lost.
-- possible_from, certain_from: the first day on which it can have come about, and the first on which it had; they
-- differ where the record has no day.
create table justice_steps as
with asked as (
    select *
    from cases
    where demand not in ('release', 'unknown') or status_at_launch in ('justice_sought', 'dead')
),

events as (
    select
        outcomes.case_id,
        outcomes.sorted_by as possible_from,
        greatest(outcomes.sorted_by, coalesce(outcomes.known_by, asked.known_until)) as certain_from,
        row_number() over (
            partition by outcomes.case_id
            order by outcomes.sorted_by, outcomes.event_last_day, outcomes.position
        ) as step,
        case
            when list_contains(types.moves, asked.demand) then 'under_way'
            when list_contains(types.leaves_open, asked.demand) then 'open'
            when not list_contains(types.achieves, asked.demand) then types.justice
            -- What some of a group have reached is reached when it adds up to all of them.
            when sum(if(list_contains(types.achieves, asked.demand), coalesce(outcomes.people, asked.people), 0)) over (
                partition by outcomes.case_id
                order by outcomes.sorted_by, outcomes.event_last_day, outcomes.position
            ) < asked.people then 'under_way'
            else 'achieved'
        end as effect
    from outcomes
    inner join asked on outcomes.case_id = asked.case_id
    inner join contract.outcome_types as types on outcomes.outcome_type = types.name
    where
        not outcomes.before_launch
        and (
            types.justice <> ''
            or list_contains(types.achieves, asked.demand)
            or list_contains(types.moves, asked.demand)
        )
    union all
    select
        case_id,
        launch_day as possible_from,
        launch_day as certain_from,
        0 as step,
        '' as effect
    from asked
),

newest as (
    select
        case_id,
        step,
        possible_from,
        min(certain_from) over (
            partition by case_id order by step rows between current row and unbounded following
        ) as certain_from,
        coalesce(max(step) filter (where effect = 'achieved') over so_far, 0) as achieved_at,
        coalesce(max(step) filter (where effect = 'under_way') over so_far, 0) as moved_at,
        coalesce(max(step) filter (where effect = 'reversed') over so_far, 0) as reversed_at,
        coalesce(max(step) filter (where effect = 'setback') over so_far, 0) as setback_at,
        coalesce(max(step) filter (where effect = 'open') over so_far, 0) as opened_at
    from events
    window so_far as (partition by case_id order by step)
)

select
    case_id,
    step::bigint as step,
    case
        when reversed_at > greatest(achieved_at, moved_at) then 'reversed'
        when achieved_at > setback_at then if(opened_at > achieved_at, 'under_way', 'achieved')
        when achieved_at > 0 then 'reversed'
        when moved_at > setback_at then 'under_way'
        else 'nothing_found'
    end as standing,
    possible_from,
    certain_from
from newest
qualify step = 0 or standing <> lag(standing) over (partition by case_id order by step)
