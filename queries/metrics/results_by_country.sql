-- Where the cases of each country stand as to liberty, as last recorded.
-- One row per country and standing, the country with most cases first, standings in the contract's order;
-- cases without a known country are last, code empty.
-- People who were featured in two editions are one case here, and stand where their newest one does.
select
    newest_cases.country_code,
    newest_cases.liberty_standing as standing,
    count(*)::bigint as cases
from newest_cases
inner join contract.standings as stands on newest_cases.liberty_standing = stands.name
group by newest_cases.country_code, newest_cases.liberty_standing
order by
    coalesce(newest_cases.country_code, 'unknown') = 'unknown',
    sum(count(*)) over (partition by newest_cases.country_code) desc,
    newest_cases.country_code,
    any_value(stands.place)
