-- Days on which a section's counts are so far from its own usual that somebody should look.
-- One row per section and day, newest day first.
-- usual: median of the section's last 14 days with actions before that day; at least 5 of them are
-- needed, and a usual of 20, below which chance alone makes such days. ratio: actions to usual;
-- told are 4 and more, and a quarter and less. A median is not moved by an earlier odd day.
-- $edition: year of the edition.
with days as (
    select
        section,
        day,
        sum(actions)::bigint as actions
    from counted_days
    where edition_year = $edition and day is not null
    group by section, day
),

compared as (
    select
        *,
        median(actions) over before as usual,
        count(*) over before as days_before
    from days
    window before as (partition by section order by day rows between 14 preceding and 1 preceding)
)

select
    section,
    day,
    actions,
    usual,
    actions / usual as ratio
from compared
where days_before >= 5 and usual >= 20 and (actions >= 4 * usual or actions * 4 <= usual)
order by day desc, section
