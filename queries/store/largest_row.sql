-- The most actions that one row of an export stands for.
-- One row.
-- $paths: the file of its rows.
select coalesce(max(quantity // greatest(rows, 1)), 0)::bigint as actions
from read_parquet($paths)
