-- How much of its final count a complete edition had from the same sections, each up to the day of the
-- campaign that it has reached in a later edition.
-- One row per edition, complete edition before it and section that has dated counts of both, and one whose
-- section is null: the sum of exactly those. Dated actions only.
-- so_far: up to those days. final: in the end. share: so_far of final; null of nothing. of_all, where section
-- is null: so_far of what all sections had in the end, those that have not sent for the later edition too.
create table shares as
select
    asked.edition_year,
    earlier.edition_year as earlier_year,
    asked.section,
    coalesce(sum(days.actions) filter (where days.day_of_campaign <= asked.reached), 0)::bigint as so_far,
    sum(days.actions)::bigint as final,
    so_far / nullif(sum(days.actions), 0) as share,
    if(asked.section is null, so_far / nullif(any_value(earlier.dated), 0), null) as of_all
from reaches as asked
inner join counted_editions as earlier
    on asked.edition_year > earlier.edition_year and earlier.complete
inner join counted_days as days
    on earlier.edition_year = days.edition_year and asked.section = days.section and days.day is not null
group by
    grouping sets (
        (asked.edition_year, earlier.edition_year, asked.section),
        (asked.edition_year, earlier.edition_year)
    )
