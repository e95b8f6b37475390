-- Which sections are silent for longer than is usual for them, on a day that the one who asks names: a
-- section that has stopped becomes later each day, also when nobody sends anything.
-- One row per section, with the rows, order and columns of the figure `late_sections`, and what a
-- sentence needs beside them: sends, usual_year, the edition's first and last day, and as_seen, the day
-- to which silence is counted.
-- $edition: year of the edition.
-- $day: the day; null for that of the snapshot.
with clock as (
    select coalesce($day::date, today.day) as as_seen
    from today
)

select
    rhythms.section,
    rhythms.last_sent_on,
    rhythms.usual_days,
    if(clock.as_seen > rhythms.last_day, null, greatest(clock.as_seen - rhythms.last_sent_on, 0)) as silent_days,
    if(clock.as_seen > rhythms.last_day, null, clock.as_seen >= rhythms.late_from) as late,
    rhythms.sends,
    rhythms.usual_year,
    rhythms.first_day,
    rhythms.last_day,
    clock.as_seen
from rhythms
cross join clock
where rhythms.edition_year = $edition and (rhythms.sends > 0 or clock.as_seen >= rhythms.first_day)
order by rhythms.sends > 0, rhythms.last_sent_on, rhythms.section
