-- What a newer export changes: its own rows in, those that it takes the place of out.
-- One row per row that comes or goes; signed actions and rows.
create or replace temp view signed as
from fresh
union all by name
select * replace (-quantity as quantity, -rows as rows)
from superseded
