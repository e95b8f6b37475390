-- What figures ask of signed changes: sums by edition and one or two of what the changes tell apart.
-- One row per grain and cell, in order, so that the same data has one name on every machine; signed
-- actions and rows. grain: section, case, type and channel, each by day, and the case of a section on
-- all days. What a grain does not tell apart is null.
select
    case
        when grouping(action_type) = 0 then 'type'
        when grouping(channel) = 0 then 'channel'
        when grouping(case_id) = 1 then 'section'
        when grouping(section) = 1 then 'case'
        else 'section and case'
    end as grain,
    edition_year,
    section,
    day,
    case_id,
    action_type,
    channel,
    sum(quantity)::bigint as quantity,
    sum(rows)::bigint as rows
from delta
group by
    grouping sets (
        (edition_year, section, day),
        (edition_year, case_id, day),
        (edition_year, action_type, day),
        (edition_year, channel, day),
        (edition_year, section, case_id)
    )
having sum(quantity) <> 0 or sum(rows) <> 0
order by all
