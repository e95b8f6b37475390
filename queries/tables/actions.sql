-- What stands of all that was counted from exports, each action once.
-- One row per edition, section, day, case, type, channel and label; day is null for undated actions.
-- label: the campaign's name as the export has it, of unmapped actions only.
create table actions as
select
    edition_year,
    section,
    platform,
    day,
    case_id,
    label,
    action_type,
    channel,
    sum(quantity)::bigint as quantity
from counted.rollup
group by all
having sum(rows) <> 0
