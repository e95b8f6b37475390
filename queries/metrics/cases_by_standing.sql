-- How far the cases have come: how many stand where, on each track.
-- One row per track and standing, in the contract's order for liberty and from achieved to not asked.
-- People who were featured in two editions are one case here, and stand where their newest one does.
select
    track,
    standing,
    cases
from (
    select
        'liberty' as track,
        newest_cases.liberty_standing as standing,
        count(*)::bigint as cases,
        any_value(stands.place) as place
    from newest_cases
    inner join contract.standings as stands on newest_cases.liberty_standing = stands.name
    group by newest_cases.liberty_standing
    union all
    select
        'justice' as track,
        justice_standing as standing,
        count(*)::bigint as cases,
        list_position(['achieved', 'under_way', 'reversed', 'nothing_found', 'not_asked'], justice_standing) as place
    from newest_cases
    group by justice_standing
)
order by track desc, place
