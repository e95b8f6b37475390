-- Every event of every case, placed in time and before or after the launch of its edition.
-- One row per event.
-- A partial date spans from its first to its last possible day. An event counts as before the
-- launch only if its last possible day is: in doubt it is not called early.
-- known_by: the last possible day of an event whose day is not known, by the page that tells of it. What a
-- page of the launch day or before tells had happened before; a search that found nothing is no event.
-- An undated event keeps its place in the file: sorted_by is the day of the dated one before it.
-- position: the order in the file, but that on one day a release comes after what was decided of it.
-- retold: an event told before, under another case of the same people; it counts for nothing.
create table outcomes as
with filed as (
    select
        *,
        row_number() over () as filed_at
    from record.outcomes
),

placed as (
    select
        filed.*,
        types.releases and not types.decides as carried_out,
        max(if(types.decides, filed.filed_at, 0)) over (partition by filed.case_id, filed.event_date) as decided_at,
        first_day_of(filed.event_date) as event_first_day,
        last_day_of(filed.event_date) as event_last_day
    from filed
    inner join contract.outcome_types as types on filed.outcome_type = types.name
),

dated as (
    select
        *,
        if(
            date_precision = 'day' or outcome_type = 'no_result_found',
            event_last_day,
            least(event_last_day, last_day_of(source_date) - 1)
        ) as known_by,
        row_number() over (
            order by
                if(carried_out and event_date is not null, greatest(filed_at, decided_at), filed_at),
                carried_out,
                filed_at
        ) as position
    from placed
),

joined as (
    select
        dated.* exclude (carried_out, decided_at),
        cases.person_id,
        coalesce(dated.known_by < cases.launch_day, false) as before_launch,
        coalesce(
            last_value(dated.event_first_day ignore nulls) over (
                partition by dated.case_id order by dated.filed_at
            ),
            cases.launch_day
        ) as sorted_by,
        row_number() over (
            partition by dated.case_id, dated.event_date, dated.outcome_type, dated.people
            order by dated.position
        ) as nth
    from dated
    inner join cases on dated.case_id = cases.case_id
)

select
    * exclude (filed_at, nth),
    row_number() over (
        partition by person_id, event_date, outcome_type, people, nth
        order by position
    ) > 1 as retold
from joined
order by position
