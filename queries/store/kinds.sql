-- Why a newer export changes the counts of each edition.
-- One row per edition and kind; signed actions, which add up to the difference.
-- corrected: the same action or cell with another number, or gone from its list. new: of days after the
-- last that the section had counted. late: of days before.
-- $last_day: the last day that the section had counted; null if none.
with fresh_cells as (
    select
        edition_year,
        newer,
        reach,
        key,
        if(key is null, stream, null) as stream,
        if(key is null, case_id, null) as case_id,
        if(key is null, action_type, null) as action_type,
        if(key is null, channel, null) as channel,
        day,
        sum(quantity) as quantity
    from fresh
    group by all
),

old_keys as (
    select distinct reach, key
    from superseded
    where key is not null
),

old_cells as (
    select distinct stream, day, case_id, action_type, channel
    from superseded
    where key is null
),

known as (
    select
        fresh_cells.edition_year,
        fresh_cells.day,
        fresh_cells.quantity,
        old_keys.key is not null as before
    from fresh_cells
    left join old_keys on fresh_cells.reach = old_keys.reach and fresh_cells.key = old_keys.key
    where fresh_cells.key is not null
    union all
    select
        fresh_cells.edition_year,
        fresh_cells.day,
        fresh_cells.quantity,
        old_cells.stream is not null as before
    from fresh_cells
    left join old_cells
        on
            fresh_cells.stream = old_cells.stream
            and fresh_cells.day is not distinct from old_cells.day
            and fresh_cells.case_id = old_cells.case_id
            and fresh_cells.action_type = old_cells.action_type
            and fresh_cells.channel = old_cells.channel
    where fresh_cells.key is null
)

select
    edition_year,
    kind,
    sum(quantity)::bigint as actions
from (
    select
        edition_year,
        case when before then 'corrected' when day <= $last_day then 'late' else 'new' end as kind,
        quantity
    from known
    union all
    select edition_year, 'corrected' as kind, -quantity from superseded
)
group by edition_year, kind
having sum(quantity) <> 0
