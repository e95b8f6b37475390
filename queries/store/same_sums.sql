-- Another platform of the section that counts on all days and for all cases of a new list exactly what it does.
-- One row, or none. cells: the list's days and cases.
-- $platform: the platform of the list.
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
        platform,
        day,
        case_id,
        sum(quantity) as quantity
    from rollup
    where platform != $platform
    group by all
),

size as (select count(*) as cells from here)

select
    there.platform,
    count(*)::bigint as cells,
    sum(here.quantity)::bigint as actions
from here
inner join there
    on here.day = there.day and here.case_id = there.case_id and here.quantity = there.quantity
cross join size
group by there.platform, size.cells
having count(*) = size.cells
order by there.platform
limit 1
