-- To know: rows that exports added and that are left out, because their case or edition is gone, and
-- editions whose total is left out, because no printed claim carries it any more.
-- One row per row left out, or per edition that lost a total.
select found_in, key
from counted.left_out
order by found_in, key
