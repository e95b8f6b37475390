-- When an edition ran in a national section, as that section published it.
-- One row per section, by name.
-- $edition: year of the edition.
select
    edition_year,
    section,
    section_fr,
    starts_on,
    ends_on,
    source_url,
    source_date,
    source_strength,
    checked_on,
    checked_how
from record.section_dates
where edition_year = $edition
order by section
