-- The rows that stood and that a newer export takes the place of.
-- One row per row that stood.
create or replace temp table superseded as
select stood.*
from standing as stood
semi join known on stood.reach = known.reach and stood.key = known.key
where stood.side = 'before' and stood.newer = 'events'
union all
select stood.*
from standing as stood
where
    stood.side = 'before'
    and stood.newer = 'versions'
    and stood.stream in (select fresh.stream from fresh where fresh.newer = 'versions')
union all
select stood.*
from standing as stood
where
    stood.side = 'before'
    and stood.newer = 'days'
    and exists (
        select 1
        from (select distinct stream, day from fresh where newer = 'days') as days
        where days.stream = stood.stream and days.day is not distinct from stood.day
    )
union all
select stood.*
from standing as stood
where
    stood.side = 'before'
    and stood.newer = 'cells'
    and exists (
        select 1
        from (
            select distinct stream, day, case_id, action_type, channel from fresh where newer = 'cells'
        ) as cells
        where
            cells.stream = stood.stream
            and cells.day is not distinct from stood.day
            and cells.case_id = stood.case_id
            and cells.action_type = stood.action_type
            and cells.channel = stood.channel
    )
