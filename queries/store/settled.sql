-- All that stood before a change, of every section.
-- One row per cell and export of a piece.
-- $paths: the pieces of the rollup.
create or replace temp table settled as
select
    section,
    platform,
    edition_year,
    day,
    case_id,
    quantity
from read_parquet($paths)
