-- What counts at a later snapshot and did not at an earlier one, or the other way round.
-- One row per edition, section, day, case, type and channel whose actions differ, the largest first.
with both_sides as (
    select
        edition_year,
        section,
        day,
        case_id,
        action_type,
        channel,
        quantity as before,
        0 as after
    from earlier
    union all
    select
        edition_year,
        section,
        day,
        case_id,
        action_type,
        channel,
        0 as before,
        quantity as after
    from later
)

select
    edition_year,
    section,
    day,
    case_id,
    action_type,
    channel,
    sum(before)::bigint as before,
    sum(after)::bigint as after
from both_sides
group by edition_year, section, day, case_id, action_type, channel
having sum(before) <> sum(after)
order by abs(sum(after) - sum(before)) desc, edition_year, section, day, case_id, action_type, channel
