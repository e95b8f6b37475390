-- Actions of an edition as counted from exports, day by day, by section and by case.
-- One row per part, member and day, sections first, each in order of its days. part: `section` or `case`, of which
-- `member` is the code. The parts are two ways to count the same actions and must not be added up.
-- $edition: year of the edition.
select
    counted_sums.grain as part,
    if(counted_sums.grain = 'case', counted_sums.case_id, counted_sums.section) as member,
    counted_sums.day,
    sum(counted_sums.actions)::bigint as actions
from counted_sums
where
    counted_sums.grain in ('section', 'case')
    and counted_sums.edition_year = $edition
    and counted_sums.day is not null
group by counted_sums.grain, member, counted_sums.day
order by part desc, member, counted_sums.day
