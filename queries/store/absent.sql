-- What a list's file before had and a newer one has not, of the days from the first of the newer one on.
-- One row: rows, how many; actions, what they add up to; shared, whether the newer one has half of the other or more.
-- $paths: the files of their rows.
-- $before: the part of the file before.
-- $own: the part of the newer one.
with rows_of as (
    select
        part,
        day,
        key,
        quantity
    from read_parquet($paths)
    where part in ($before, $own) and key is not null
),

own as (
    select distinct key
    from rows_of
    where part = $own
),

before as (
    select
        day,
        quantity,
        key not in (select own.key from own) as absent
    from rows_of
    where part = $before and quantity > 0
),

first as (
    select min(day) as day
    from rows_of
    where part = $own
)

select
    count(*) filter (where before.absent and before.day >= first.day)::bigint as rows,
    coalesce(
        sum(before.quantity) filter (where before.absent and before.day >= first.day), 0
    )::bigint as actions,
    2 * count(*) filter (where not before.absent) >= count(*) as shared
from before, first
