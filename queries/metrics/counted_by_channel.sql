-- Actions of an edition as counted from exports, by how they were taken: online, offline, or not said.
-- One row per channel, most actions first. share: of all that were counted for the edition.
-- $edition: year of the edition.
select
    channel,
    sum(actions)::bigint as actions,
    sum(actions) / nullif(sum(sum(actions)) over (), 0) as share,
    min(day) as first_day,
    max(day) as last_day
from counted_sums
where grain = 'channel' and edition_year = $edition
group by channel
order by actions desc, channel
