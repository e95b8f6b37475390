-- What stood of a section before a change.
-- One row per cell and export of a piece.
-- $paths: the pieces of the rollup.
-- $section: the section.
select
    platform,
    edition_year,
    day,
    case_id,
    action_type,
    export_order,
    quantity
from read_parquet($paths)
where section = $section
