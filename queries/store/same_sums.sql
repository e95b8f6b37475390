-- Another platform or list of those in `counted` that counts exactly what a new list does: on all its days and for all
-- its cases, or on two thirds of those that both have.
-- One row, or none; all of a list before some of it. cells, actions: counted alike. whole: all of the list.
-- other: all that the other one counts.
-- days: on how many both count alike; first, last: between which. large: how many of these counts are large.
-- $but: the name that is not looked at.
-- $many: what is large.
with here as (
    select
        day,
        case_id,
        sum(quantity) as quantity
    from fresh
    where day is not null
    group by all
    having sum(quantity) > 0
),

there as (
    select
        name,
        day,
        case_id,
        sum(quantity) as quantity
    from counted
    where name != $but
    group by all
    having sum(quantity) > 0
),

size as (select count(*) as cells from here),

met as (
    select
        there.name,
        here.day,
        here.quantity,
        here.quantity = there.quantity as alike,
        size.cells
    from here
    inner join there on here.day = there.day and here.case_id = there.case_id
    cross join size
)

select
    name,
    count(*) filter (where alike)::bigint as cells,
    (sum(quantity) filter (where alike))::bigint as actions,
    count(*) filter (where alike) = any_value(cells) as whole,
    count(distinct day) filter (where alike)::bigint as days,
    count(*) filter (where alike and quantity >= $many)::bigint as large,
    min(day) filter (where alike) as first,
    max(day) filter (where alike) as last,
    (select sum(counted.quantity) from counted where counted.name = met.name)::bigint as other
from met
group by name
having 3 * count(*) filter (where alike) >= 2 * count(*)
order by whole desc, actions desc, name
limit 1
