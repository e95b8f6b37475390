-- A mark of what stands of each edition: two states with the same mark count the same of it.
-- One row per edition.
select
    edition_year,
    sum(hash(sums)::hugeint)::varchar as mark
from counted.sums
group by all
order by edition_year
