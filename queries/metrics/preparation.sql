-- What is ready for an edition: what the record and the plan hold of it, in the order in which it is needed.
-- One row per step, in that order: edition, cases, names (cases that have a further name by which platforms
-- call them), targets. found: how many there are. done: whether there are any. needed: false of names, which
-- only platforms with names of their own want.
-- $edition: year of the edition.
select
    steps.step,
    steps.found,
    steps.found > 0 as done,
    steps.step <> 'names' as needed
from (
    values
    (1, 'edition', (select count(*)::bigint from editions where edition_year = $edition)),
    (2, 'cases', (select count(*)::bigint from cases where edition_year = $edition)),
    (3, 'names', (
        select count(distinct names.case_id)::bigint
        from record.case_names as names
        inner join cases on names.case_id = cases.case_id
        where cases.edition_year = $edition
    )),
    (4, 'targets', (select count(*)::bigint from plan.targets where edition_year = $edition))
) as steps (place, step, found)
order by steps.place
