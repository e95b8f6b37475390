-- What a section counts, for the effect of a change on it.
-- One row per edition, day and case.
create or replace temp table section as
select
    edition_year,
    day,
    case_id,
    sum(quantity)::bigint as quantity
from rollup
group by all
