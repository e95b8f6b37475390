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

known as (
    select fresh_cells.*, superseded.export_order is not null as before
    from fresh_cells
    left join (
        select distinct on (reach, key) reach, key, export_order from superseded where key is not null
    ) as superseded
        on fresh_cells.reach = superseded.reach and fresh_cells.key = superseded.key
    where fresh_cells.key is not null
    union all
    select fresh_cells.*, superseded.export_order is not null as before
    from fresh_cells
    left join (
        select distinct on (stream, day, case_id, action_type, channel)
            stream, day, case_id, action_type, channel, export_order
        from superseded
        where key is null
    ) as superseded
        on
            fresh_cells.stream = superseded.stream
            and fresh_cells.day is not distinct from superseded.day
            and fresh_cells.case_id = superseded.case_id
            and fresh_cells.action_type = superseded.action_type
            and fresh_cells.channel = superseded.channel
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
