-- Which sections are silent for longer than is usual for them, as of the day of the snapshot.
-- One row per section that sent for the edition, and, once it has begun, per section that sent for the one
-- before: those that have sent nothing for it first, then the one silent longest. Retracted and held
-- exports are left out.
-- last_sent_on: its last send for the edition, else for the one before. usual_days: median of the days
-- between its sends for the edition, with fewer than three of them for the one before; null where those
-- are too few as well. silent_days: from last_sent_on to the later of the day on which the record was
-- checked and the day of the newest export. late: silent for more than twice usual_days, or, of a
-- section that has sent nothing for the edition, the edition has begun; null if usual_days is. Both are
-- null once the edition is over. What the clock says of the same: `queries/clock/late_sections.sql`.
-- $edition: year of the edition.
select
    rhythms.section,
    rhythms.last_sent_on,
    rhythms.usual_days,
    if(today.day > rhythms.last_day, null, greatest(today.day - rhythms.last_sent_on, 0)) as silent_days,
    if(today.day > rhythms.last_day, null, today.day >= rhythms.late_from) as late
from rhythms
cross join today
where rhythms.edition_year = $edition and (rhythms.sends > 0 or today.day >= rhythms.first_day)
order by rhythms.sends > 0, rhythms.last_sent_on, rhythms.section
