-- The newest edition that has a published total, beside the one before and the highest.
-- One row, or none if no edition has a total.
-- change: share by which it differs from the total before, null if the two were counted differently.
with totals as (
    select
        *,
        lag(edition_year) over by_year as previous_year,
        lag(actions) over by_year as previous_actions,
        lag(actions_qualifier) over by_year as previous_qualifier,
        lag(actions_counted) over by_year as previous_counted,
        max(actions) over () as highest_actions,
        arg_max(edition_year, actions) over () as highest_year,
        arg_max(actions_qualifier, actions) over () as highest_qualifier
    from editions
    where actions is not null
    window by_year as (order by edition_year)
)

select
    edition_year,
    actions,
    actions_qualifier as qualifier,
    previous_year,
    previous_actions,
    previous_qualifier,
    if(previous_counted = actions_counted, actions / nullif(previous_actions, 0)::double - 1, null) as change,
    highest_year,
    highest_actions,
    highest_qualifier,
    source_name,
    source_name_fr,
    source_url,
    source_date,
    source_strength
from totals
order by edition_year desc
limit 1
