-- What lies on the bench as standing, by its lists, to hold a new list against.
-- One row per row that stands.
create or replace temp table counted as
select
    stream as name,
    edition_year,
    day,
    case_id,
    action_type,
    quantity
from standing
where side = 'before'
