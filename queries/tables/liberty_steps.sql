-- Where each person or group stands as to liberty from step to step of custody, and when that came about.
-- One row per person or group (person_id) and step that changed it; step 0 is where they stood at the first launch.
-- standing: that of the one who stands worst, the dead only where all are, as in `standings`.
-- possible_from: the first day on which it can have come about; certain_from: the first on which it had. They
-- differ where the record has no day; an undated event lies between the events told before and after it.
create table liberty_steps as
with stood as (
    select
        members.person_id,
        members.step,
        coalesce(
            arg_min(members.standing, stands.rank) filter (where stands.now <> 'died'), any_value(members.standing)
        ) as standing
    from members
    inner join contract.standings as stands on members.standing = stands.name
    group by members.person_id, members.step
),

checked as (
    select
        person_id,
        max(checked_on) as checked_on,
        min(first_launch_day) as launch_day
    from cases
    group by person_id
),

dated as (
    select
        stood.person_id,
        stood.step,
        stood.standing,
        lag(stood.standing) over (partition by stood.person_id order by stood.step) as earlier_standing,
        coalesce(outcomes.sorted_by, checked.launch_day) as possible_from,
        min(greatest(
            coalesce(outcomes.sorted_by, checked.launch_day),
            if(stood.step = 0, checked.launch_day, coalesce(outcomes.known_by, checked.checked_on))
        )) over (
            partition by stood.person_id order by stood.step rows between current row and unbounded following
        ) as certain_from
    from stood
    inner join checked on stood.person_id = checked.person_id
    left join custody_steps on stood.person_id = custody_steps.person_id and stood.step = custody_steps.step
    left join outcomes on custody_steps.outcome_id = outcomes.outcome_id
)

select
    person_id,
    step,
    standing,
    possible_from,
    certain_from
from dated
where step = 0 or standing <> earlier_standing
