-- Why the counts of a later snapshot differ from those of an earlier one, so that it adds up.
-- One row per edition and kind of change; the sum of actions is the difference of the two counts.
-- new: actions of days after the last that the section had counted. late: of days before. corrected:
-- the same action or cell of a tally, sent again with another number, case or edition. retracted: gone
-- with an export, or back to an older number. restored: back with an export that had been taken out.
with before as (
    select
        section,
        platform,
        key,
        if(key is null, day, null) as cell_day,
        if(key is null, case_id, null) as cell_case,
        if(key is null, action_type, null) as cell_type,
        if(key is null, channel, null) as cell_channel,
        edition_year,
        min(day) as day,
        max(export_order) as export_order,
        sum(quantity) as quantity
    from earlier.actions
    group by all
),

after as (
    select
        section,
        platform,
        key,
        if(key is null, day, null) as cell_day,
        if(key is null, case_id, null) as cell_case,
        if(key is null, action_type, null) as cell_type,
        if(key is null, channel, null) as cell_channel,
        edition_year,
        min(day) as day,
        max(export_order) as export_order,
        sum(quantity) as quantity
    from later.actions
    group by all
),

both_sides as (
    select
        section,
        platform,
        key,
        cell_day,
        cell_case,
        cell_type,
        cell_channel,
        edition_year,
        day,
        export_order as before_order,
        null as after_order,
        -quantity as quantity
    from before
    union all
    select
        section,
        platform,
        key,
        cell_day,
        cell_case,
        cell_type,
        cell_channel,
        edition_year,
        day,
        null as before_order,
        export_order as after_order,
        quantity
    from after
),

identified as (
    select
        edition_year,
        section,
        day,
        quantity,
        max(before_order) over same as before_order,
        max(after_order) over same as after_order
    from both_sides
    window same as (partition by section, platform, key, cell_day, cell_case, cell_type, cell_channel)
),

reached as (
    select
        section,
        max(day) as last_day
    from earlier.actions
    group by section
),

told as (
    select
        identified.edition_year,
        identified.quantity,
        case
            when gone.retracted and coalesce(gone.reason, '') <> 'recounted' then 'retracted'
            when back.export_order is not null and back.retracted then 'restored'
            when identified.before_order is not null then 'corrected'
            when identified.day <= reached.last_day then 'late'
            else 'new'
        end as kind
    from identified
    left join later.exports as gone on identified.before_order = gone.export_order
    left join earlier.exports as back on identified.after_order = back.export_order
    left join reached on identified.section = reached.section
)

select
    edition_year,
    kind,
    sum(quantity)::bigint as actions
from told
group by edition_year, kind
having sum(quantity) <> 0
order by edition_year desc nulls last, kind
