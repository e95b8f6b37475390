-- What each section sent for an edition, and whether its next export is late.
-- One row per section that sent any, the one silent longest first. Retracted exports are left out.
-- sends: different days on which exports came. days_without: days without any action between the
-- section's first and last counted day. days_between: median of the days between its sends.
-- days_since: since its last send. late: days_since is more than twice days_between; null with
-- fewer than three sends, and once the edition is over.
-- $edition: year of the edition.
with sections as (
    select
        section,
        sum(exports)::bigint as exports,
        count(*)::bigint as sends,
        min(received_on) as first_received,
        max(received_on) as last_received,
        median(days_between) as days_between
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
    counts.days_without,
    sections.days_between,
    today.day - sections.last_received as days_since,
    if(
        sections.sends >= 3 and today.day <= campaigns.last_day,
        today.day - sections.last_received > 2 * sections.days_between,
        null
    ) as late
from sections
inner join campaigns on campaigns.edition_year = $edition
cross join today
left join counts on sections.section = counts.section
order by days_since desc, sections.section
