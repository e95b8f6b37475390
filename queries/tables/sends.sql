-- The days on which exports came that hold actions of an edition, by section.
-- One row per edition, section and day. Retracted and held exports are left out.
-- days_between: since the section's send before this one.
create table sends as
with came as (
    select
        unnest(editions) as edition_year,
        section,
        export_order,
        received_at::date as received_on
    from counted.exports
    where not retracted and not held
)

select
    edition_year,
    section,
    received_on,
    count(*)::bigint as exports,
    received_on - lag(received_on) over (partition by edition_year, section order by received_on) as days_between
from came
group by edition_year, section, received_on
