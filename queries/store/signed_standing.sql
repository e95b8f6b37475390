-- What a change of what stands changes: after less before.
-- One row per row that stands on a side; signed actions and rows.
create or replace temp view signed as
select * replace (if(side = 'after', quantity, -quantity) as quantity, if(side = 'after', rows, -rows) as rows)
from standing
