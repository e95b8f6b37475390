-- The counts of one export without keys, added up, as they are kept.
-- One row per origin, edition, day, case, label, type, channel, country and precision.
-- $part: the number that the rows are kept under.
select
    $part::integer as part,
    coalesce(origin, '') as origin,
    edition_year,
    day,
    case_id,
    label,
    action_type,
    channel,
    country,
    precision,
    sum(quantity)::bigint as quantity,
    count(*)::integer as rows,
    null::blob as key
from incoming
group by all
order by all
