-- When each step of custody came about, as far as the record has it.
-- One row per person or group (person_id) and step; step 0 is the day of their first launch.
-- possible_from: the first day on which it can have come about; certain_from: the first on which it had. They
-- differ where the record has no day; an undated event lies between the events told before and after it, and had
-- come about by the day before its page, or by the last day known.
-- launch_day: of their first edition. known_until: the last day of which something can be known of any of their cases.
create table custody_days as
with people as (
    select
        person_id,
        max(known_until) as known_until,
        min(first_launch_day) as launch_day
    from cases
    group by person_id
)

select
    people.person_id,
    custody_steps.step,
    people.launch_day,
    people.known_until,
    coalesce(outcomes.sorted_by, people.launch_day) as possible_from,
    min(greatest(
        coalesce(outcomes.sorted_by, people.launch_day),
        if(custody_steps.step = 0, people.launch_day, coalesce(outcomes.known_by, people.known_until))
    )) over (
        partition by people.person_id order by custody_steps.step rows between current row and unbounded following
    ) as certain_from
from custody_steps
inner join people on custody_steps.person_id = people.person_id
left join outcomes on custody_steps.outcome_id = outcomes.outcome_id
