-- Worldwide counts that were published for one case, each with its unit.
-- One row per published count, highest first; units differ and must not be added up.
-- $case_id: key of the case.
select
    case_id,
    edition_year,
    count,
    unit,
    qualifier,
    source_url,
    source_strength,
    checked_on,
    checked_how
from record.case_actions
where case_id = $case_id
order by count desc
