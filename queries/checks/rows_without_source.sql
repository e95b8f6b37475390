-- To know: rows that carry a number or an event but name no page where it was seen.
-- One row per row of the record.
select 'editions' as found_in, edition_year::varchar as key, actions::varchar as problem
from editions where actions is not null and source_url is null
union all
select 'claims', claim_id, value::varchar
from claims where source_url is null
union all
select 'cases', case_id, name
from cases where source_url is null
union all
select 'outcomes', outcome_id, outcome_type
from outcomes where source_url is null
union all
select 'section_actions', edition_year::varchar || ' ' || section, actions::varchar
from record.section_actions where source_url is null
union all
select 'case_actions', case_id, count::varchar
from record.case_actions where source_url is null
