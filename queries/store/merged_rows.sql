-- Several files of rows as one.
-- One row per row that was kept of an export.
-- $paths: the files.
select * from read_parquet($paths)
