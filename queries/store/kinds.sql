-- Why a newer export changes the counts of each edition.
-- One row per edition and kind; signed actions, which add up to the difference.
-- corrected: the same action or cell with another number, or gone from its list. new: of days after the
-- last that the section had counted. late: of days before.
-- $last_day: the last day that the section had counted; null if none.
with old_keys as (
    select distinct reach, key
    from superseded
    where key is not null
),

old_cells as (
    select distinct stream, day, case_id, action_type, channel
    from superseded
    where key is null
),

again as (
    select
        known.edition_year,
        known.day,
        known.quantity
    from known
    semi join old_keys on known.reach = old_keys.reach and known.key = old_keys.key
    union all
    select
        fresh.edition_year,
        fresh.day,
        fresh.quantity
    from fresh
    semi join old_cells
        on
            fresh.stream = old_cells.stream
            and fresh.day is not distinct from old_cells.day
            and fresh.case_id = old_cells.case_id
            and fresh.action_type = old_cells.action_type
            and fresh.channel = old_cells.channel
    where fresh.newer <> 'events'
),

told as (
    select edition_year, if(day <= $last_day, 'late', 'new') as kind, quantity from fresh
    union all
    select edition_year, if(day <= $last_day, 'late', 'new') as kind, -quantity from again
    union all
    select edition_year, 'corrected' as kind, quantity from again
    union all
    select edition_year, 'corrected' as kind, -quantity from superseded
)

select
    edition_year,
    kind,
    sum(quantity)::bigint as actions
from told
group by edition_year, kind
having sum(quantity) <> 0
