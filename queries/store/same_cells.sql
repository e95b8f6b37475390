-- Cells of a new list that another list of the section and platform holds already.
-- One row per other list, the one with most first: how many cells, and their actions there and here. whole: the
-- new list has all its cells, with as many actions. copied: number for number, and had none of them before.
-- met: how many cells that its own list had not before. brought: how many of these number for number; brought_actions.
with here as (
    select
        day,
        case_id,
        if(case_id = 'unmapped', label, null) as label,
        action_type,
        channel,
        sum(quantity) as quantity
    from fresh
    where newer <> 'events'
    group by all
),

there as (
    select
        stream,
        day,
        case_id,
        if(case_id = 'unmapped', label, null) as label,
        action_type,
        channel,
        sum(quantity) as quantity
    from standing
    where
        side = 'before' and newer <> 'events'
        and stream not in (select fresh.stream from fresh)
    group by all
),

own as (
    select distinct
        day,
        case_id,
        if(case_id = 'unmapped', label, null) as label,
        action_type,
        channel
    from standing
    where
        side = 'before' and newer <> 'events'
        and stream in (select fresh.stream from fresh)
)

select
    there.stream,
    count(here.quantity)::bigint as cells,
    count(here.quantity)::bigint as shared,
    sum(if(here.quantity is null, 0, there.quantity))::bigint as actions_there,
    sum(here.quantity)::bigint as actions_here,
    min(if(here.quantity is null, null, there.day)) as day,
    count(here.quantity) = count(*) and sum(here.quantity) >= sum(there.quantity) as whole,
    bool_and(here.quantity is not distinct from there.quantity and own.case_id is null) as copied,
    count(*) filter (where own.case_id is null and here.quantity = there.quantity)::bigint as brought,
    coalesce(
        sum(here.quantity) filter (where own.case_id is null and here.quantity = there.quantity), 0
    )::bigint as brought_actions,
    count(here.quantity) filter (where own.case_id is null)::bigint as met
from there
left join here
    on
        there.day is not distinct from here.day
        and there.case_id = here.case_id
        and there.label is not distinct from here.label
        and there.action_type = here.action_type
        and there.channel = here.channel
left join own
    on
        there.day is not distinct from own.day
        and there.case_id = own.case_id
        and there.label is not distinct from own.label
        and there.action_type = own.action_type
        and there.channel = own.channel
group by there.stream
having count(here.quantity) > 0
order by cells desc, there.stream
