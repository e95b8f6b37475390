-- How many times as large all that a newer export takes the place of comes again: 10, 100 or 1000, else 0.
-- One row. A mark of thousands or decimals that was lost does this to a whole file, and hardly anything else.
with both_of as (
    select stream, day, case_id, action_type, channel, quantity as before, 0 as after
    from superseded
    where quantity > 0
    union all
    select stream, day, case_id, action_type, channel, 0 as before, quantity as after
    from fresh
),

-- Each with what it becomes; nothing, if it does not come again.
cells as (
    select
        sum(before) as before,
        sum(after) as after
    from both_of
    group by stream, day, case_id, action_type, channel
    having sum(before) > 0
),

factors as (
    select
        after // before as factor,
        count(*) as cells
    from cells
    where after % before = 0 and after // before in (10, 100, 1000)
    group by after // before
)

select
    coalesce(
        max(factor) filter (
            where cells = (select count(*) from cells) and (cells > 2 or (cells = 2 and factor > 10))
        ),
        0
    )::bigint as factor
from factors
