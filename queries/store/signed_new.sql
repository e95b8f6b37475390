-- What an export changes that takes the place of nothing: its own rows.
-- One row per list, cell and export; actions and rows.
create or replace temp view signed as
from fresh
