-- How many actions some exports have under keys of their own.
-- One row.
-- $paths: the files of rows.
-- $parts: the exports.
select count(distinct key)::bigint as keys
from read_parquet($paths)
where list_contains($parts, part) and quantity > 0
