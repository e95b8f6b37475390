-- Where the cases of each issue stand as to liberty, as last recorded.
-- One row per issue and standing, the issue with most cases first, standings in the contract's order;
-- cases whose issue is not known are last.
-- People who were featured in two editions are one case here, and stand where their newest one does.
select
    newest_cases.issue,
    newest_cases.liberty_standing as standing,
    count(*)::bigint as cases
from newest_cases
inner join contract.standings as stands on newest_cases.liberty_standing = stands.name
group by newest_cases.issue, newest_cases.liberty_standing
order by
    coalesce(newest_cases.issue, 'unknown') = 'unknown',
    sum(count(*)) over (partition by newest_cases.issue) desc,
    newest_cases.issue,
    any_value(stands.place)
