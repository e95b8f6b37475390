-- The first day that a date of 4, 7 or 10 characters can mean; null stays null.
-- One row per call: a scalar macro, not a table.
create macro first_day_of(partial) as (
    try_cast(partial || substr('0000-01-01', length(partial) + 1) as date)
)
