-- What counts, added up by one or two of what tells actions apart, so that no figure has to read them all.
-- One row per grain and cell that has actions. grain: section, case, type and channel, each by edition and
-- day, and the case of a section by edition alone; what a grain does not tell apart is null. day is null for
-- undated actions too.
create table counted_sums as
select
    grain,
    edition_year,
    section,
    day,
    case_id,
    action_type,
    channel,
    sum(quantity)::bigint as actions
from counted.sums
group by all
having sum(rows) <> 0
