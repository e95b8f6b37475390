-- What a change turns into another type, channel, country or precision, on a day and for a case that had it.
-- One row per column and value, the largest first within each column.
-- change: actions, signed; only of days and cases on which something of that column went while something else came.
with cells as (
    unpivot (
        select
            edition_year,
            day,
            case_id,
            action_type,
            channel,
            coalesce(country, '') as country,
            precision,
            sum(quantity)::bigint as change
        from delta
        group by all
    ) on action_type, channel, country, precision into name of_column value said
),

changed as (
    select of_column, said, edition_year, day, case_id, sum(change)::bigint as change
    from cells
    group by all
    having sum(change) <> 0
),

turned as (
    select
        *,
        min(change) over same_cell < 0 and max(change) over same_cell > 0 as both_ways
    from changed
    window same_cell as (partition by of_column, edition_year, day, case_id)
)

select
    of_column,
    said,
    sum(change)::bigint as change
from turned
where both_ways
group by of_column, said
having sum(change) <> 0
order by of_column, abs(sum(change)) desc, said
