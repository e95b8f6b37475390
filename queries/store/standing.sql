-- Which of the gathered rows stand, before and after a change.
-- One row per side and row that counts there.
-- Of a list of versions the newest export stands; of days the newest that has the day; of cells the
-- newest that has the day, case, type and channel; of events the newest that has the key, within the
-- stream or within all of the section's account.
create or replace temp table standing as
select
    heads.side,
    heads.export_order,
    heads.stream,
    heads.newer,
    heads.reach,
    coalesce(gathered.edition_year, heads.edition_year) as edition_year,
    gathered.day,
    coalesce(ruled.case_id, gathered.case_id) as case_id,
    gathered.label,
    gathered.action_type,
    gathered.channel,
    gathered.country,
    gathered.precision,
    gathered.quantity,
    gathered.rows,
    gathered.key
from gathered
inner join heads on gathered.part = heads.part and gathered.origin = heads.origin
left join ruled
    on
        heads.side = ruled.side
        and gathered.label = ruled.label
        and coalesce(gathered.edition_year, heads.edition_year) = ruled.edition_year
qualify
    heads.export_order = max(heads.export_order) over (
        partition by
            heads.side,
            heads.newer,
            if(heads.newer = 'events', heads.reach, heads.stream),
            if(heads.newer = 'events', gathered.key, null),
            if(heads.newer in ('days', 'cells'), gathered.day, null),
            if(heads.newer = 'cells', gathered.case_id, null),
            if(heads.newer = 'cells', gathered.action_type, null),
            if(heads.newer = 'cells', gathered.channel, null)
    )
