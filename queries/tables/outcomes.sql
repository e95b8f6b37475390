-- Every event of every case, placed in time and before or after the launch of its edition.
-- One row per event.
-- A partial date spans from its first to its last possible day. An event counts as before the
-- launch only if its last possible day is: in doubt it is not called early. Nothing happens after
-- the page that reports it, so the day of that page can be the last possible one.
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
        last_day_of(filed.event_date) as latest_day,
        if(filed.date_precision = 'day', null, last_day_of(filed.source_date)) as reported_by
    from filed
    inner join contract.outcome_types as types on filed.outcome_type = types.name
),

dated as (
    select
        *,
        if(reported_by < event_first_day, latest_day, least(latest_day, reported_by)) as event_last_day,
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
        dated.* exclude (carried_out, decided_at, latest_day, reported_by),
        cases.person_id,
        coalesce(dated.event_last_day < cases.launch_day, false) as before_launch,
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
