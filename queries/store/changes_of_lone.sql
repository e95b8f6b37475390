-- What changes of the one export that a change is about, of rows whose keys nobody else has.
-- One row per cell and export; signed actions and rows. label: of unmapped actions only.
-- $paths: the files of the section and platform.
select
    coalesce(mine.edition_year, heads.edition_year) as edition_year,
    mine.day,
    coalesce(ruled.case_id, mine.case_id) as case_id,
    if(coalesce(ruled.case_id, mine.case_id) = 'unmapped', mine.label, null) as label,
    mine.action_type,
    mine.channel,
    mine.country,
    mine.precision,
    heads.export_order,
    sum(if(heads.side = 'after', mine.quantity, -mine.quantity))::bigint as quantity,
    sum(if(heads.side = 'after', mine.rows, -mine.rows))::bigint as rows
from read_parquet($paths) as mine
anti join others on mine.key = others.key
inner join heads on mine.part = heads.part and mine.origin = heads.origin
left join ruled
    on
        heads.side = ruled.side
        and mine.label = ruled.label
        and coalesce(mine.edition_year, heads.edition_year) = ruled.edition_year
where mine.part in (select part from keyed_parts)
group by all
having
    sum(if(heads.side = 'after', mine.quantity, -mine.quantity)) <> 0
    or sum(if(heads.side = 'after', mine.rows, -mine.rows)) <> 0
