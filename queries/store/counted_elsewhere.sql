-- What lists of other sections count, with the changes before this one that are not written yet.
-- One row per cell, export and change.
create or replace temp view counted_elsewhere as
select
    export_order,
    day,
    case_id,
    label,
    action_type,
    quantity
from settled
union all
select
    export_order,
    day,
    case_id,
    label,
    action_type,
    quantity
from pending
