-- Every number that a publisher printed, with the last day its date can mean.
-- One row per claim.
create table claims as
select
    *,
    coalesce(as_of, source_date) as printed,
    last_day_of(coalesce(as_of, source_date)) as printed_by
from record.claims
