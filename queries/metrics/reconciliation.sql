-- What was counted from exports for an edition beside the total that was published for it.
-- One row if the edition has counts, else none. difference: counted less published; null where no
-- total is published. sections: how many have sent exports for it.
-- $edition: year of the edition.
select
    counted_editions.edition_year,
    counted_editions.actions as counted,
    editions.actions as published,
    editions.actions_qualifier as qualifier,
    counted_editions.actions - editions.actions as difference,
    counted_editions.actions / nullif(editions.actions, 0) as share,
    counted_editions.sections,
    if(editions.actions is null, null, editions.source_name) as source_name,
    if(editions.actions is null, null, editions.source_name_fr) as source_name_fr,
    if(editions.actions is null, null, editions.source_url) as source_url,
    if(editions.actions is null, null, editions.source_date) as source_date,
    if(editions.actions is null, null, editions.source_strength) as source_strength
from counted_editions
left join editions on counted_editions.edition_year = editions.edition_year
where counted_editions.edition_year = $edition
