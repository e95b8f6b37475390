-- What a change does to a section, by edition.
-- One row per edition that the section has before or after it.
-- before, after: all actions. added − removed is their difference, cell by cell; replaced: actions that
-- stood before, came with another export now, and are the same.
with cells as (
    select
        edition_year,
        day,
        case_id,
        action_type,
        channel,
        country,
        precision,
        sum(quantity) as change,
        coalesce(sum(quantity) filter (where quantity > 0), 0) as gained,
        coalesce(-sum(quantity) filter (where quantity < 0), 0) as lost
    from delta
    group by all
),

changed as (
    select
        edition_year,
        coalesce(sum(change) filter (where change > 0), 0) as added,
        coalesce(-sum(change) filter (where change < 0), 0) as removed,
        coalesce(sum(least(gained, lost)), 0) as replaced
    from cells
    group by edition_year
),

stood as (
    select edition_year, sum(quantity) as quantity from section group by edition_year
)

select
    coalesce(stood.edition_year, changed.edition_year) as edition_year,
    coalesce(stood.quantity, 0)::bigint as before,
    (coalesce(stood.quantity, 0) + coalesce(changed.added, 0) - coalesce(changed.removed, 0))::bigint as after,
    coalesce(changed.added, 0)::bigint as added,
    coalesce(changed.replaced, 0)::bigint as replaced,
    coalesce(changed.removed, 0)::bigint as removed,
    changed.added is not null as touched
from stood
full join changed on stood.edition_year is not distinct from changed.edition_year
order by 1 nulls last
