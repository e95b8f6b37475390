-- How many times as large all that a newer export takes the place of comes again: 10, 100 or 1000, else 0.
-- One row. A mark of thousands or decimals that was lost does this to a whole file, and hardly anything else.
with was as (
    select
        stream,
        day,
        case_id,
        action_type,
        channel,
        sum(quantity) as quantity
    from superseded
    where quantity > 0
    group by all
),

now as (
    select
        stream,
        day,
        case_id,
        action_type,
        channel,
        sum(quantity) as quantity
    from fresh
    group by all
),

-- Each with what it becomes; nothing, if it does not come again.
both_of as (
    select
        was.quantity as before,
        coalesce(now.quantity, 0) as after
    from was
    left join now
        on
            was.stream = now.stream
            and was.day is not distinct from now.day
            and was.case_id = now.case_id
            and was.action_type = now.action_type
            and was.channel = now.channel
)

select
    coalesce(
        max(factor) filter (
            where cells = (select count(*) from both_of) and (cells > 2 or (cells = 2 and factor > 10))
        ),
        0
    )::bigint as factor
from (
    select
        after // before as factor,
        count(*) as cells
    from both_of
    where after % before = 0 and after // before in (10, 100, 1000)
    group by after // before
) as factors
