-- The rows that were counted under keys that a newer export leaves out, as counts of nothing.
-- One row per key, as the newest export had it. counted: whether it counts today.
-- $paths: files that hold such keys.
-- $parts: the exports within the keys' reach.
-- $standing: those of them that stand.
with held as (
    select rows.*
    from read_parquet($paths) as rows
    semi join touched_keys on rows.key = touched_keys.key
    where list_contains($parts, rows.part)
),

today as (
    select key, coalesce(arg_max(quantity, part), 0) > 0 as counted
    from held
    where list_contains($standing, part)
    group by key
)

select
    nullif(held.origin, '') as origin,
    held.edition_year,
    held.day,
    held.case_id,
    held.label,
    held.action_type,
    held.channel,
    held.country,
    0::bigint as quantity,
    held.precision,
    held.key,
    coalesce(today.counted, false) as counted
from held
left join today on held.key = today.key
where held.quantity > 0
qualify held.part = max(held.part) over (partition by held.key)
