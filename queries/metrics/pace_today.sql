-- Where an edition's counts have come, beside the earlier editions on the same day of the campaign.
-- One row per edition that has dated counts: the one asked first, then the earlier ones, newest first.
-- day_of_campaign: the last day that the counts of the edition asked reach; the same in every row.
-- so_far: added up to that day; null if nothing was counted by then. final: what was counted in the
-- end; null while the edition runs. share: so_far of final. ratio: so_far of the edition asked to
-- this one's. undated: counted, and in none of these.
-- $edition: year of the edition.
select
    counted_editions.edition_year,
    asked.reached as day_of_campaign,
    max(paces.cumulative) as so_far,
    if(counted_editions.over, counted_editions.dated, null) as final,
    max(paces.cumulative) / nullif(if(counted_editions.over, counted_editions.dated, null), 0) as share,
    if(counted_editions.edition_year = $edition, null, asked.dated / nullif(max(paces.cumulative), 0)) as ratio,
    counted_editions.undated
from counted_editions as asked
inner join counted_editions on asked.edition_year >= counted_editions.edition_year
left join paces
    on counted_editions.edition_year = paces.edition_year and asked.reached >= paces.day_of_campaign
where asked.edition_year = $edition and asked.reached is not null and counted_editions.reached is not null
group by
    counted_editions.edition_year,
    counted_editions.over,
    counted_editions.dated,
    counted_editions.undated,
    asked.reached,
    asked.dated
order by counted_editions.edition_year desc
