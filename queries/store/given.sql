-- The names of campaigns in some files of rows that were given to a case, and to which.
-- One row per name and case.
-- $paths: the files.
select distinct
    label,
    case_id
from read_parquet($paths)
where label is not null and case_id <> 'unmapped'
