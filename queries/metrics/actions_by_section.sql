-- Counts that national sections published for an edition, each with what part of its work it covers.
-- One row per published count, by section; scopes differ and must not be added up.
-- $edition: year of the edition.
select
    edition_year,
    section,
    section_fr,
    scope,
    actions,
    qualifier,
    source_url,
    source_strength,
    checked_on,
    checked_how
from record.section_actions
where edition_year = $edition
order by section, scope, actions
