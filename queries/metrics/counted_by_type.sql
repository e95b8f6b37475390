-- Actions of an edition as counted from exports, by what was done.
-- One row per type, most actions first. share: of all that were counted for the edition.
-- $edition: year of the edition.
select
    action_type,
    sum(actions)::bigint as actions,
    sum(actions) / nullif(sum(sum(actions)) over (), 0) as share,
    min(day) as first_day,
    max(day) as last_day
from counted_sums
where grain = 'type' and edition_year = $edition
group by action_type
order by actions desc, action_type
