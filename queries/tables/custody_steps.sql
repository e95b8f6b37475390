-- The events that change whether people are held, in order since their first edition.
-- One row per person or group (person_id) and event; step 0 is where they stood at the launch.
-- standing: where those stand whom the event touches. touched: how many of the group they are.
-- lifts: it is good news and reaches those who stand worst; other news strikes those who stand best.
-- arrests: somebody is taken in. struck: of a death, the number that the dead were among.
-- called: which one of a group it is about, if the record says so.
-- out_before: how many were out already at the launch. group_size: empty where it is not known.
create table custody_steps as
with people as (
    select
        cases.person_id,
        max(cases.people) as group_size,
        arg_min(cases.status_at_launch, cases.edition_year) as status_at_launch,
        min(cases.first_launch_day) as launch_day
    from cases
    group by cases.person_id
),

events as (
    select
        outcomes.person_id,
        outcomes.outcome_id,
        outcomes.case_id,
        outcomes.event_date,
        outcomes.sorted_by,
        outcomes.event_last_day,
        outcomes.position,
        people.group_size,
        coalesce(outcomes.known_by < people.launch_day, false) as before_launch,
        least(
            coalesce(outcomes.people, if(people.group_size = 1 or kind.now = 'died', 1, 0)),
            coalesce(people.group_size, outcomes.people)
        ) as touched,
        reached.name as standing,
        reached.release or (reached.out and outcomes.direction = 'positive') as lifts,
        reached.release,
        case
            when reached.release then touched
            when reached.now = 'held' then -touched
            else 0
        end as moved,
        types.decides,
        coalesce(kind.now = 'held' and not kind.release, false) as arrests,
        if(kind.now = 'died', said.now, null) as struck,
        if(touched = 1, outcomes.person, null) as called
    from outcomes
    inner join people on outcomes.person_id = people.person_id
    inner join contract.outcome_types as types on outcomes.outcome_type = types.name
    left join contract.standings as kind on types.custody = kind.name
    left join contract.standings as said on outcomes.custody_after = said.name
    inner join contract.standings as reached
        on if(kind.now = 'died', kind.name, coalesce(said.name, kind.name)) = reached.name
    where not outcomes.retold
),

launch as (
    select
        people.person_id,
        any_value(people.group_size) as group_size,
        any_value(standings.name) as standing,
        case
            when any_value(standings.free) then any_value(people.group_size)
            when any_value(standings.now) = 'held' and any_value(people.group_size) = 1 then 0
            else greatest(0, coalesce(sum(events.moved) filter (where events.before_launch), 0))
        end::bigint as out_before,
        arg_max(events.standing, (events.sorted_by, events.event_last_day, events.position))
        filter (where events.before_launch and events.release)
            as standing_out
    from people
    inner join contract.statuses as statuses on people.status_at_launch = statuses.name
    inner join contract.standings as standings on statuses.custody = standings.name
    left join events on people.person_id = events.person_id
    group by people.person_id
)

select
    person_id,
    0::bigint as step,
    group_size,
    out_before,
    standing,
    coalesce(standing_out, standing) as standing_out,
    null::varchar as outcome_id,
    null::varchar as case_id,
    null::varchar as event_date,
    0::bigint as touched,
    false as lifts,
    false as arrests,
    false as decides,
    null::varchar as struck,
    null::varchar as called
from launch
union all
select
    events.person_id,
    row_number() over (
        partition by events.person_id
        order by events.sorted_by, events.event_last_day, events.position
    ) as step,
    launch.group_size,
    launch.out_before,
    events.standing,
    null as standing_out,
    events.outcome_id,
    events.case_id,
    events.event_date,
    events.touched,
    events.lifts,
    events.arrests,
    events.decides,
    events.struck,
    events.called
from events
inner join launch on events.person_id = launch.person_id
where not events.before_launch
order by person_id, step
