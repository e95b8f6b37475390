-- What lists of other sections counted before a change.
-- One row per cell and export of a piece.
-- $paths: the pieces of the rollup.
select
    pieces.export_order,
    pieces.day,
    pieces.case_id,
    pieces.label,
    pieces.action_type,
    pieces.quantity
from read_parquet($paths) as pieces
semi join elsewhere on pieces.export_order = elsewhere.export_order
