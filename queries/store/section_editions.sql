-- What a section counts of each edition, and the last day that it has counted.
-- One row per edition.
select
    edition_year,
    sum(quantity)::bigint as actions,
    max(day) filter (where quantity <> 0) as last_day
from section
group by edition_year
