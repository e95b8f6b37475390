-- Wrong: released people whose present, recomputed event by event, is not the one that is shown.
-- One row per person or group: what is shown, and what the second way of adding up gives, in the order
-- people, free, under conditions, held, died, not known, ever held again.
-- One person is followed from the events themselves, without steps or members: the first coming out,
-- the last event, an arrest between. A group is one list, which each step sorts and takes the first of.
with recursive people as (
    select
        person_id,
        max(people) as size,
        arg_min(status_at_launch, edition_year) as status_at_launch,
        any_value(first_launch_day) as launch_day
    from cases
    group by person_id
),

told as (
    select
        outcomes.person_id,
        coalesce(outcomes.known_by < people.launch_day, false) as early,
        row_number() over (
            partition by outcomes.person_id
            order by outcomes.sorted_by, outcomes.event_last_day, outcomes.position
        ) as nth,
        coalesce(kind.now = 'died', false) as death,
        coalesce(kind.now = 'held' and not kind.release, false) as arrest,
        if(kind.now = 'died', kind.now, coalesce(said.now, kind.now)) as now,
        if(kind.now = 'died', false, coalesce(said.release, kind.release)) as free
    from outcomes
    inner join people on outcomes.person_id = people.person_id
    inner join contract.outcome_types as types on outcomes.outcome_type = types.name
    left join contract.standings as kind on types.custody = kind.name
    left join contract.standings as said on outcomes.custody_after = said.name
    where people.size = 1 and not outcomes.retold and coalesce(said.name, kind.name) is not null
),

lives as (
    select
        people.person_id,
        launch.free
        or (launch.now <> 'held' and coalesce(
            count(*) filter (where told.early and told.free)
            > count(*) filter (where told.early and told.now = 'held'), false
        )) as out_before,
        min(told.nth) filter (where told.death and not told.early) as death
    from people
    inner join contract.statuses as statuses on people.status_at_launch = statuses.name
    inner join contract.standings as launch on statuses.custody = launch.name
    left join told on people.person_id = told.person_id
    group by people.person_id, launch.free, launch.now
),

releases_of_one as (
    select
        told.person_id,
        min(told.nth) as first_out
    from told
    inner join lives on told.person_id = lives.person_id
    where told.free and not told.early and not lives.out_before and told.nth < coalesce(lives.death, told.nth + 1)
    group by told.person_id
),

of_one as (
    select
        told.person_id,
        arg_max(told.now, told.nth) as now,
        coalesce(
            bool_or(
                told.nth > released.first_out and not told.death
                and (told.arrest or (told.now = 'held' and not told.free))
            ), false
        )
            as again
    from told
    inner join releases_of_one as released on told.person_id = released.person_id
    inner join lives on told.person_id = lives.person_id
    where not told.early and told.nth <= coalesce(lives.death, told.nth)
    group by told.person_id
),

sizes as (
    select
        steps.person_id,
        coalesce(any_value(steps.out_before), 1000000) as out_before,
        greatest(1, least(
            coalesce(any_value(people.size), 1000000),
            coalesce(any_value(steps.out_before), 0) + sum(steps.touched) + 1
        ))::bigint as members
    from custody_steps as steps
    inner join people on steps.person_id = people.person_id
    where people.size is distinct from 1
    group by steps.person_id
),

folded as (
    select
        sizes.person_id,
        0::bigint as step,
        list_transform(range(1, sizes.members + 1), lambda nth: struct_pack(
            now := if(nth <= sizes.out_before, out.now, launch.now),
            free := if(nth <= sizes.out_before, out.free, launch.free),
            rank := if(nth <= sizes.out_before, out.rank, launch.rank)::bigint,
            been := nth <= sizes.out_before,
            counted := false,
            again := false,
            called := null::varchar,
            nth := nth
        )) as members
    from sizes
    inner join custody_steps as first on sizes.person_id = first.person_id and first.step = 0
    inner join contract.standings as launch on first.standing = launch.name
    inner join contract.standings as out on first.standing_out = out.name
    union all
    select
        person_id,
        step,
        list_concat(
            list_transform(sorted[:touched], lambda each: if(each.dead or each.another, each.one, struct_pack(
                now := reached_now,
                free := reached_free,
                rank := if(each.one.been, coalesce(again_rank, reached_rank), reached_rank)::bigint,
                been := each.one.been or reached_release,
                counted := each.one.counted or (reached_release and not each.one.been),
                again := each.one.again
                or (each.one.counted and (arrests or (reached_now = 'held' and not reached_release))),
                called := coalesce(each.one.called, calls),
                nth := each.one.nth
            ))),
            list_transform(sorted[touched + 1:], lambda each: each.one)
        ) as members
    from (
        select
            folded.person_id,
            steps.step,
            steps.touched,
            steps.arrests,
            steps.called as calls,
            reached.now as reached_now,
            reached.free as reached_free,
            reached.release as reached_release,
            reached.rank as reached_rank,
            again.rank as again_rank,
            list_sort(list_transform(folded.members, lambda one: struct_pack(
                dead := one.now = 'died',
                named := case
                    when steps.called is null or one.called = steps.called then 0
                    when one.called is null then 1
                    else 2
                end,
                others := coalesce(one.now <> steps.struck, false),
                a := if(steps.lifts, if(one.free, 1, 0), -one.rank),
                b := if(steps.lifts, not one.been, not one.again),
                c := if(steps.lifts, one.rank, 0),
                d := if(steps.lifts, one.nth, -one.nth),
                another := coalesce(one.called <> steps.called, steps.called is not null)
                and len(list_filter(folded.members, lambda each: each.called = steps.called)) > 0,
                one := one
            ))) as sorted
        from folded
        inner join custody_steps as steps on folded.person_id = steps.person_id and folded.step + 1 = steps.step
        inner join contract.standings as reached on steps.standing = reached.name
        left join contract.standings as again on reached.again = again.name
    )
),

of_group as (
    select
        person_id,
        unnest(members, recursive := true)
    from folded
    qualify row_number() over (partition by person_id order by step desc) = 1
),

second as (
    select
        person_id,
        now,
        again
    from of_one
    union all
    select
        person_id,
        now,
        again
    from of_group
    where counted
),

recomputed as (
    select
        person_id,
        count(*)::bigint as people,
        count(*) filter (where now = 'free')::bigint as free_now,
        count(*) filter (where now = 'under_conditions')::bigint as under_conditions_now,
        count(*) filter (where now = 'held')::bigint as held_now,
        count(*) filter (where now = 'died')::bigint as died,
        count(*) filter (where now = 'not_known')::bigint as not_known_now,
        count(*) filter (where again)::bigint as ever_held_again
    from second
    group by person_id
),

shown as (
    select
        person_id,
        sum(people)::bigint as people,
        sum(free_now)::bigint as free_now,
        sum(under_conditions_now)::bigint as under_conditions_now,
        sum(held_now)::bigint as held_now,
        sum(died)::bigint as died,
        sum(not_known_now)::bigint as not_known_now,
        sum(ever_held_again)::bigint as ever_held_again
    from releases
    group by person_id
)

select
    'cases' as found_in,
    coalesce(shown.person_id, recomputed.person_id) as key,
    concat_ws(
        ' ', shown.people, shown.free_now, shown.under_conditions_now, shown.held_now, shown.died,
        shown.not_known_now, shown.ever_held_again
    ) || ' <> ' || concat_ws(
        ' ', recomputed.people, recomputed.free_now, recomputed.under_conditions_now, recomputed.held_now,
        recomputed.died, recomputed.not_known_now, recomputed.ever_held_again
    ) as problem
from shown
full join recomputed on shown.person_id = recomputed.person_id
where
    shown is distinct from recomputed
    or shown.people
    <> shown.free_now + shown.under_conditions_now + shown.held_now + shown.died + shown.not_known_now
    or shown.held_now > shown.ever_held_again
order by key
