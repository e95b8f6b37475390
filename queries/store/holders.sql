-- The files that hold a key that a change is about. Of millions of rows only the keys are read.
-- One row per file.
-- $paths: the files of the section and platform.
select distinct held.filename as path
from read_parquet($paths, filename = true) as held
semi join touched_keys on held.key = touched_keys.key
