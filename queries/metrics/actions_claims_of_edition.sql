-- Every total that anybody printed for an edition, interim ones too, contradictions kept.
-- One row per claim, earliest printed first, undated ones last.
-- $edition: year of the edition.
select
    claim_id,
    edition_year,
    value as actions,
    qualifier,
    stage,
    printed,
    printed_by,
    publisher,
    publisher_fr,
    source_url,
    source_date,
    source_strength,
    checked_on,
    checked_how
from claims
where subject = 'actions' and edition_year = $edition
order by printed_by nulls last, value, claim_id
