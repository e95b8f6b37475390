-- The keys that a change is about.
-- One row per row of `touched_keys`.
select key
from touched_keys
