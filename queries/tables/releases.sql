-- Documented releases: people who came out after the launch of the edition that took up their case.
-- One row per person or group and event by which people came out who had not been out before.
-- standing: how many of them have not been held again since, the earliest released first.
create table releases as
with counted as (
    select
        *,
        coalesce(
            sum(newly_out) over (
                partition by person_id order by step
                rows between unbounded preceding and 1 preceding
            ),
            0
        ) as out_before,
        last_value(out_now) over (
            partition by person_id order by step
            rows between unbounded preceding and unbounded following
        ) - out_at_launch as out_at_last
    from custody_steps
)

select
    person_id,
    case_id,
    outcome_id,
    event_date,
    newly_out as people,
    least(newly_out, greatest(0, out_at_last - out_before))::bigint as people_standing
from counted
where newly_out > 0
