-- Every event of every case, placed in time and before or after the launch of its edition.
-- One row per event.
-- A partial date spans from its first to its last possible day. An event counts as before the
-- launch only if its last possible day is: in doubt it is not called early.
-- An undated event keeps its place in the file: sorted_by is the day of the dated one before it.
create table outcomes as
with dated as (
    select
        *,
        row_number() over () as position,
        first_day_of(event_date) as event_first_day,
        last_day_of(event_date) as event_last_day
    from record.outcomes
)

select
    dated.*,
    cases.person_id,
    coalesce(dated.event_last_day < cases.launch_day, false) as before_launch,
    coalesce(
        last_value(dated.event_first_day ignore nulls) over (
            partition by dated.case_id order by dated.position
        ),
        cases.launch_day
    ) as sorted_by
from dated
inner join cases on dated.case_id = cases.case_id
