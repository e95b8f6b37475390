-- Whether what is in `counted` on other days comes, case by case, to the very totals of a new list: one is the sum of
-- the other. What is counted in all or under one name, of all types of action or of the list's own, for good or up to
-- the list's last day; rows of no known case are held against all cases together.
-- One row, or none. actions: those of the list.
-- $least: actions that two lists may have by chance.
-- $telling: the fewest days and cases that are summed up.
-- $cases: the fewest cases of the list.
with here as (
    select
        edition_year,
        case_id,
        sum(quantity) as quantity,
        count(distinct day) as days,
        max(max(day)) over () as last_day
    from fresh
    group by edition_year, case_id
    having sum(quantity) > 0
),

cells as (
    select
        name,
        edition_year,
        case_id,
        day,
        action_type in (select fresh.action_type from fresh) as own_type,
        sum(quantity) as quantity
    from counted
    group by all
    having sum(quantity) > 0
),

typed as (
    select * replace (false as own_type) from cells
    union all
    select * from cells
    where own_type
),

told as (
    select * from typed
    where case_id <> 'unmapped'
    union all
    select * replace ('unmapped' as case_id) from typed
),

there as (
    select
        here.edition_year,
        here.case_id,
        here.quantity,
        here.days,
        told.own_type,
        told.name,
        span.for_good,
        sum(told.quantity) as quantity_there,
        count(distinct told.day) as days_there
    from here
    inner join told on here.edition_year = told.edition_year and here.case_id = told.case_id
    cross join (values (true), (false)) as span (for_good)
    where span.for_good or told.day <= here.last_day
    group by grouping sets (
        (here.edition_year, here.case_id, here.quantity, here.days, told.own_type, span.for_good),
        (here.edition_year, here.case_id, here.quantity, here.days, told.own_type, span.for_good, told.name)
    )
),

met as (
    select
        sum(quantity) as actions,
        sum(days) as days,
        sum(days_there) as days_there
    from there
    group by own_type, for_good, name
    having count(*) = (select count(*) from here) and bool_and(quantity = quantity_there)
)

select actions::bigint as actions
from met
where
    actions >= $least
    and (select count(*) from here) >= $cases
    and greatest(days, days_there) >= greatest($telling, 2 * least(days, days_there))
limit 1
