-- Where the cases of each edition stand as to liberty, as last recorded.
-- One row per edition and standing, oldest edition first, in the contract's order.
-- People who were featured in two editions stand in both: each edition's cases add up to its own.
select
    cases.edition_year,
    standings.liberty_standing as standing,
    count(*)::bigint as cases
from cases
inner join standings on cases.case_id = standings.case_id
inner join contract.standings as stands on standings.liberty_standing = stands.name
group by cases.edition_year, standings.liberty_standing
order by cases.edition_year, any_value(stands.place)
