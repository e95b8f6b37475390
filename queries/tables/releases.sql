-- Documented releases: people who came out after the launch of the edition that took up their case.
-- One row per person or group and event by which people came out who had not been out before.
-- people: how many; free_now to not_known_now say where these stand as last recorded, and add up.
-- died_held: how many of the dead were held when they died. ever_held_again: how many of them all were taken in
-- again at some time after it.
-- standing: that of the one of them who stands worst; of the dead only where all are.
-- What was decided and carried out on one day is told by the release, not by the decision.
create table releases as
with ends as (
    select *
    from members
    where released_at is not null
    qualify row_number() over (partition by person_id, member order by step desc) = 1
),

told as (
    select
        steps.person_id,
        steps.step,
        coalesce(
            (
                select arg_min(carried.step, carried.step)
                from custody_steps as carried
                inner join contract.standings as stands on carried.standing = stands.name
                where
                    steps.decides
                    and not carried.decides
                    and stands.release
                    and carried.person_id = steps.person_id
                    and carried.event_date = steps.event_date
                    and carried.step > steps.step
            ),
            steps.step
        ) as told_at
    from custody_steps as steps
)

select
    ends.person_id,
    steps.case_id,
    steps.outcome_id,
    steps.event_date,
    count(*)::bigint as people,
    count(*) filter (where stands.now = 'free')::bigint as free_now,
    count(*) filter (where stands.now = 'under_conditions')::bigint as under_conditions_now,
    count(*) filter (where stands.now = 'held')::bigint as held_now,
    count(*) filter (where stands.now = 'died')::bigint as died,
    count(*) filter (where ends.died_held)::bigint as died_held,
    count(*) filter (where stands.now = 'not_known')::bigint as not_known_now,
    count(*) filter (where ends.held_again)::bigint as ever_held_again,
    coalesce(
        arg_min(ends.standing, stands.rank) filter (where stands.now <> 'died'), any_value(ends.standing)
    ) as standing
from ends
inner join contract.standings as stands on ends.standing = stands.name
inner join told on ends.person_id = told.person_id and ends.released_at = told.step
inner join custody_steps as steps on told.person_id = steps.person_id and told.told_at = steps.step
group by ends.person_id, steps.case_id, steps.outcome_id, steps.event_date
