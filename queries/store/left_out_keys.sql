-- The keys of the rows that an export leaves out by a rule.
-- One row per row that it leaves out.
create or replace temp table touched_keys as
select key
from left_out
