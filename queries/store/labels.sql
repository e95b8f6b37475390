-- The names of campaigns in some files of rows, as the exports had them.
-- One row per name.
-- $paths: the files.
select distinct label
from read_parquet($paths)
where label is not null
