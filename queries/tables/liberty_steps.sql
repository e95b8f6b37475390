-- Where each person or group stands as to liberty from step to step of custody, and when that came about.
-- One row per person or group (person_id) and step that changed it; step 0 is where they stood at the first launch.
-- standing: that of the one who stands worst, the dead only where all are, as in `standings`.
-- possible_from, certain_from: as in `custody_days`.
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
)

select
    stood.person_id,
    stood.step,
    stood.standing,
    custody_days.possible_from,
    custody_days.certain_from
from stood
inner join custody_days on stood.person_id = custody_days.person_id and stood.step = custody_days.step
qualify
    stood.step = 0
    or stood.standing <> lag(stood.standing) over (partition by stood.person_id order by stood.step)
