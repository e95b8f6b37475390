-- What other exports count on the days and for the cases of one.
-- One row per other export, the one with most actions first.
-- $paths: the files of their rows.
-- $own: the part of the one.
-- $others: the parts of the others.
with cells as (
    select
        part,
        day,
        case_id,
        action_type,
        channel,
        sum(quantity) as quantity
    from read_parquet($paths)
    where part = $own or list_contains($others, part)
    group by all
)

select
    there.part,
    sum(there.quantity)::bigint as actions
from cells as here
inner join cells as there
    on
        here.day is not distinct from there.day
        and here.case_id = there.case_id
        and here.action_type = there.action_type
        and here.channel = there.channel
where here.part = $own and there.part != $own
group by there.part
order by actions desc, there.part
