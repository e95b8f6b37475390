-- Every event of every case, placed in time and before or after the launch of its edition.
-- One row per event.
-- A partial date spans from its first to its last possible day. An event counts as before the
-- launch only if its last possible day is: in doubt it is not called early.
-- known_by: the last possible day of an event whose day is not known, by the page that tells of it. What a
-- page of the launch day or before tells had happened before; a search that found nothing is no event.
-- An undated event keeps its place in the file: sorted_by is the day of the dated one before it.
create table outcomes as
with dated as (
    select
        *,
        row_number() over () as position,
        first_day_of(event_date) as event_first_day,
        last_day_of(event_date) as event_last_day,
        if(
            date_precision = 'day' or outcome_type = 'no_result_found',
            event_last_day,
            least(event_last_day, last_day_of(source_date) - 1)
        ) as known_by
    from record.outcomes
)

select
    dated.*,
    cases.person_id,
    coalesce(dated.known_by < cases.launch_day, false) as before_launch,
    coalesce(
        last_value(dated.event_first_day ignore nulls) over (
            partition by dated.case_id order by dated.position
        ),
        cases.launch_day
    ) as sorted_by
from dated
inner join cases on dated.case_id = cases.case_id
