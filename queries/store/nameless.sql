-- The names of campaigns in what stands that mean no case.
-- One row per platform, name and edition.
-- $paths: the pieces of the rollup.
select
    platform,
    label,
    edition_year,
    case_id,
    sum(quantity)::bigint as quantity
from read_parquet($paths)
where case_id = 'unmapped' and label is not null
group by all
having sum(quantity) <> 0
