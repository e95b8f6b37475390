-- What stood of a section before a change, with the changes before it that are not written yet.
-- One row per cell, export and change.
create or replace temp view rollup as
select
    platform,
    edition_year,
    day,
    case_id,
    action_type,
    export_order,
    quantity
from settled
union all
select
    platform,
    edition_year,
    day,
    case_id,
    action_type,
    export_order,
    quantity
from pending
