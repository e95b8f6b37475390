-- Wrong: a key that is empty or stands twice, in any table that others refer to.
-- One row per key.
select 'editions' as found_in, edition_year::varchar as key, count(*)::bigint as times
from editions group by edition_year having count(*) > 1 or edition_year is null
union all
select 'claims', claim_id, count(*)::bigint
from claims group by claim_id having count(*) > 1 or claim_id is null
union all
select 'cases', case_id, count(*)::bigint
from cases group by case_id having count(*) > 1 or case_id is null
union all
select 'outcomes', outcome_id, count(*)::bigint
from outcomes group by outcome_id having count(*) > 1 or outcome_id is null
