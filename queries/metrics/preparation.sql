-- What is ready for an edition: what the record and the plan hold of it, in the order in which it is needed.
-- One row per step, in that order: edition, cases, names (cases that have a further name by which platforms
-- call them), targets. found: how many there are. done: whether there are any. needed: false of names, which
-- only platforms with names of their own want.
-- $edition: year of the edition.
with steps as (
    select
        1 as place,
        'edition' as step,
        count(*)::bigint as found
    from editions
    where edition_year = $edition
    union all
    select
        2 as place,
        'cases' as step,
        count(*)::bigint as found
    from cases
    where edition_year = $edition
    union all
    select
        3 as place,
        'names' as step,
        count(distinct names.case_id)::bigint as found
    from record.case_names as names
    inner join cases on names.case_id = cases.case_id
    where cases.edition_year = $edition
    union all
    select
        4 as place,
        'targets' as step,
        count(*)::bigint as found
    from plan.targets
    where edition_year = $edition
)

select
    step,
    found,
    found > 0 as done,
    step <> 'names' as needed
from steps
order by place
