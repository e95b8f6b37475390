-- What each section sent for an edition. Whether its next export is late is `late_sections`.
-- One row per section that sent any, the one whose last export came first on top. Retracted and held
-- exports are left out.
-- sends: different days on which exports came. days_without: days without any action between the
-- section's first and last counted day.
-- $edition: year of the edition.
with sections as (
    select
        section,
        sum(exports)::bigint as exports,
        count(*)::bigint as sends,
        min(received_on) as first_received,
        max(received_on) as last_received
    from sends
    where edition_year = $edition
    group by section
),

counts as (
    select
        section,
        sum(actions)::bigint as actions,
        max(day) as last_day,
        max(day) - min(day) + 1 - count(distinct day) as days_without
    from counted_days
    where edition_year = $edition
    group by section
)

select
    sections.section,
    sections.exports,
    sections.sends,
    sections.first_received,
    sections.last_received,
    counts.last_day,
    coalesce(counts.actions, 0)::bigint as actions,
    counts.days_without
from sections
left join counts on sections.section = counts.section
order by sections.last_received, sections.section
