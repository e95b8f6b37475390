-- Lists of other sections that say of half of their days, cases and types, or of half of a new list's, the very
-- number that it does.
-- One row per list, the one with most actions alike first. actions: how many. whole: the new one says all of it.
-- $least: how many of these numbers have to be large, which are not the same by chance.
-- $many: what is large.
with here as (
    select
        day,
        case_id,
        if(case_id = 'unmapped', label, null) as label,
        action_type,
        sum(quantity) as quantity
    from fresh
    where newer <> 'events'
    group by all
    having sum(quantity) > 0
),

there as (
    select
        elsewhere.section,
        elsewhere.platform,
        elsewhere.stream,
        counted.day,
        counted.case_id,
        counted.label,
        counted.action_type,
        sum(counted.quantity) as quantity
    from counted_elsewhere as counted
    inner join elsewhere on counted.export_order = elsewhere.export_order
    group by all
    having sum(counted.quantity) > 0
),

size as (select count(*) as cells from here)

select
    there.section,
    there.platform,
    there.stream,
    sum(there.quantity) filter (where here.quantity = there.quantity)::bigint as actions,
    bool_and(coalesce(here.quantity = there.quantity, false)) as whole
from there
left join here
    on
        there.day is not distinct from here.day
        and there.case_id = here.case_id
        and there.label is not distinct from here.label
        and there.action_type = here.action_type
cross join size
group by there.section, there.platform, there.stream, size.cells
having
    count(*) filter (where here.quantity = there.quantity and there.quantity >= $many) >= $least
    and 2 * count(*) filter (where here.quantity = there.quantity)
    >= least(count(*), size.cells)
order by actions desc, there.section, there.platform, there.stream
