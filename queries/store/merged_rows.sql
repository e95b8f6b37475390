-- Several files of rows as one.
-- One row per row that was kept of an export.
-- $paths: the files. $out: the file that is written.
copy (from read_parquet($paths)) to $out (format parquet, compression zstd)
