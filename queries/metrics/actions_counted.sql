-- Actions of each edition as counted so far from the exports that sections sent.
-- One row per edition that has any, oldest first; actions without a day count for their case's edition.
select
    edition_year,
    sum(actions)::bigint as actions,
    count(distinct section)::bigint as sections,
    min(day) as first_day,
    max(day) as last_day
from counted_sums
where grain = 'section'
group by edition_year
order by edition_year nulls last
