-- The days and cases of a section that a change moves most.
-- One row per day and case, ten at most.
with changed as (
    select day, case_id, sum(quantity)::bigint as change from delta group by all
),

stood as (
    select day, case_id, sum(quantity)::bigint as quantity from section group by all
)

select
    changed.day,
    changed.case_id,
    coalesce(stood.quantity, 0) as before,
    coalesce(stood.quantity, 0) + changed.change as after
from changed
left join stood on changed.day is not distinct from stood.day and changed.case_id = stood.case_id
where changed.change <> 0
order by abs(changed.change) desc, changed.day, changed.case_id
limit 10
