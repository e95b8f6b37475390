-- To know: rows that exports added and that are left out, because their case or edition is gone.
-- One row per row left out.
select found_in, key
from counted.left_out
order by found_in, key
