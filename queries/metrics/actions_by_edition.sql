-- Actions of each edition: the published total that this record recommends.
-- One row per edition, oldest first; an edition without a published total has no number, not zero.
-- change: against the edition before, as a share of it, only where both were counted alike.
select
    edition_year,
    actions,
    actions_qualifier as qualifier,
    actions_counted,
    case
        when lag(actions_counted) over by_year = actions_counted
            then actions / nullif(lag(actions) over by_year, 0)::double - 1
    end as change,
    coalesce(actions = max(actions) over (), false) as is_highest,
    coalesce(lag(actions_counted) over by_year <> actions_counted, false) as meaning_changed,
    if(actions is null, null, source_name) as source_name,
    if(actions is null, null, source_name_fr) as source_name_fr,
    if(actions is null, null, source_url) as source_url,
    if(actions is null, null, source_date) as source_date,
    if(actions is null, null, source_strength) as source_strength
from editions
window by_year as (order by edition_year)
order by edition_year
