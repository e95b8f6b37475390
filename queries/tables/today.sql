-- The day as of which a running edition is told: the later of the day on which the record was checked
-- and the day on which the newest export came in. It belongs to the snapshot, so an old one answers
-- today as it did then; the clock is never asked. An export that is held has not come in yet.
-- One row.
create table today as
with newest as (
    select max(received_at)::date as received_on
    from counted.exports
    where not held
)

select greatest(about.checked_on, newest.received_on) as day
from record.about as about
cross join newest
