-- Lists of other sections that have keys of a new one, and say the same under them.
-- One row per list, the one with most keys first. keys, actions: alike. here: the keys of the new list.
-- $paths: the files of rows of these sections.
-- $own: the file of the new list's rows.
-- $least: how many keys,
-- $many: and how many actions are not alike by chance.
with mine as (
    select
        key,
        day,
        case_id,
        action_type,
        quantity
    from read_parquet($own)
    where quantity > 0
),

alike as (
    select distinct
        elsewhere.section,
        elsewhere.stream,
        held.key,
        held.quantity
    from read_parquet($paths) as held
    inner join mine
        on
            held.key = mine.key
            and held.day is not distinct from mine.day
            and held.case_id = mine.case_id
            and held.action_type = mine.action_type
            and held.quantity = mine.quantity
    inner join elsewhere on held.part = elsewhere.part
)

select
    section,
    stream,
    count(*)::bigint as keys,
    sum(quantity)::bigint as actions,
    (select count(*) from mine)::bigint as here
from alike
group by section, stream
having count(*) >= $least and sum(quantity) >= $many
order by keys desc, section, stream
