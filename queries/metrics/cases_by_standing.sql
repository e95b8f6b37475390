-- How far the cases have come: how many stand where, on each track.
-- One row per track and standing, in the contract's order for liberty and from achieved to not asked.
-- People who were featured in two editions are one case here, and stand where their newest one does.
with newest as (
    select standings.*
    from standings
    inner join cases on standings.case_id = cases.case_id
    qualify row_number() over (partition by cases.person_id order by cases.edition_year desc, cases.case_id) = 1
)

select
    track,
    standing,
    cases
from (
    select
        'liberty' as track,
        newest.liberty_standing as standing,
        count(*)::bigint as cases,
        any_value(stands.place) as place
    from newest
    inner join contract.standings as stands on newest.liberty_standing = stands.name
    group by newest.liberty_standing
    union all
    select
        'justice' as track,
        justice_standing as standing,
        count(*)::bigint as cases,
        list_position(['achieved', 'under_way', 'reversed', 'nothing_found', 'not_asked'], justice_standing) as place
    from newest
    group by justice_standing
)
order by track desc, place
