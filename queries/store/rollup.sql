-- What stood before a change, with the changes before it that are not written yet.
-- One row per cell, export and change.
create or replace temp view rollup as
from settled
union all
select
    section,
    platform,
    edition_year,
    day,
    case_id,
    quantity
from pending
