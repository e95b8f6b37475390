-- The people of each person's or group's case, followed from the launch through every step of custody.
-- One row per member and step; members of a group have numbers, and of whom an event tells by a name, that name.
-- What is told of somebody is of them alone, else of one who has no name yet; the rest goes by a rule:
-- Good news lifts those who stand worst, before others those who had come out before; other news
-- strikes those who stand best, among equals those who were held again before. So nobody is counted
-- twice as released or as held again, and nobody is said to be better off than the record shows.
-- out_before: out already at the launch. released_at: the step at which the member came out since.
-- held_again: taken in again after that release. died_held: died while held, by the row that tells of it.
-- A dead member is touched by nothing any more.
-- Of a large group, and of one of unknown size, there are as many members as its events can touch,
-- and one more, who stands as at the launch and for all the rest: stands_for says
-- for how many. That one is touched by nothing, for there are others who stand alike.
create table members as
with recursive sizes as (
    select
        person_id,
        any_value(group_size) as group_size,
        coalesce(any_value(out_before), sum(touched) + 1) as out_before,
        greatest(1, least(
            coalesce(any_value(group_size), 1000000),
            coalesce(any_value(out_before), 0) + sum(touched) + 1
        ))::bigint as members
    from custody_steps
    group by person_id
),

numbered as (
    select
        person_id,
        group_size,
        out_before,
        members,
        unnest(range(1, members + 1)) as member
    from sizes
),

followed as (
    select
        numbered.person_id,
        numbered.member,
        custody_steps.step,
        if(numbered.member <= numbered.out_before, custody_steps.standing_out, custody_steps.standing) as standing,
        numbered.member <= numbered.out_before as out_before,
        if(
            numbered.member = numbered.members, coalesce(numbered.group_size - numbered.members, 0) + 1, 1
        )::bigint as stands_for,
        null::bigint as released_at,
        false as held_again,
        false as died_held,
        null::varchar as called
    from numbered
    inner join custody_steps on numbered.person_id = custody_steps.person_id
    where custody_steps.step = 0
    union all
    select
        person_id,
        member,
        step,
        if(not touched, standing, if(had_come_out and reaches.again <> '', reaches.again, reaches.name)) as standing,
        out_before,
        stands_for,
        if(touched and reaches.release and not had_come_out, step, released_at) as released_at,
        held_again
        or (
            touched and released_at is not null
            and (arrests or (reaches.now = 'held' and not reaches.release))
        ) as held_again,
        died_held or (touched and reaches.now = 'died' and coalesce(strikes = 'held', false)) as died_held,
        if(touched, coalesce(called, calls), called) as called
    from (
        select
            followed.* exclude (step),
            steps.step,
            steps.arrests,
            steps.standing as reached,
            steps.called as calls,
            steps.struck as strikes,
            followed.out_before or followed.released_at is not null as had_come_out,
            stands.now <> 'died'
            and (
                coalesce(followed.called = steps.called, false)
                or not coalesce(bool_or(followed.called = steps.called) over (partition by followed.person_id), false)
            )
            and steps.touched >= row_number() over (
                partition by followed.person_id
                order by
                    stands.now = 'died',
                    case
                        when steps.called is null or followed.called = steps.called then 0
                        when followed.called is null then 1
                        else 2
                    end,
                    coalesce(stands.now <> steps.struck, false),
                    if(steps.lifts, stands.free::integer, -stands.rank),
                    if(
                        steps.lifts,
                        (not followed.out_before and followed.released_at is null),
                        not followed.held_again
                    ),
                    if(steps.lifts, stands.rank, 0),
                    followed.stands_for,
                    if(steps.lifts, followed.member, -followed.member)
            ) as touched
        from followed
        inner join contract.standings as stands on followed.standing = stands.name
        inner join custody_steps as steps
            on followed.person_id = steps.person_id and followed.step + 1 = steps.step
    )
    inner join contract.standings as reaches on reached = reaches.name
)

select * from followed
