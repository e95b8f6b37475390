-- What a section counts, by its platforms, to hold a new list against.
-- One row per change.
create or replace temp table counted as
select
    platform as name,
    edition_year,
    day,
    case_id,
    action_type,
    quantity
from rollup
