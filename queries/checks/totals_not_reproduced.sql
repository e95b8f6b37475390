-- To know: final totals that were printed for an edition and differ from the one we recommend.
-- One row per claim that differs, with the difference in actions.
select
    'claims' as found_in,
    claims.claim_id as key,
    claims.edition_year,
    claims.value as printed,
    editions.actions as recommended,
    (claims.value - editions.actions)::bigint as difference,
    claims.publisher,
    claims.publisher_fr
from claims
inner join editions on claims.edition_year = editions.edition_year
where claims.subject = 'actions' and claims.stage = 'final' and claims.value <> editions.actions
order by claims.edition_year, abs(claims.value - editions.actions) desc, claims.claim_id
