-- The last day that a date of 4, 7 or 10 characters can mean; null stays null.
-- One row per call: a scalar macro, not a table.
create macro last_day_of(partial) as (
    case length(partial)
        when 4 then make_date(partial::integer, 12, 31)
        when 7 then last_day(first_day_of(partial))
        else try_cast(partial as date)
    end
)
