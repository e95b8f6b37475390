-- Cases that are counted and not told: their people did not agree to be named, or do no more.
-- One row.
select count(*)::bigint as cases
from record.consents
where publish_level = 'withheld' or (publish_level = 'first_name' and first_name is null)
