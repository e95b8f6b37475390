-- How far the cases have come: how many stand where, on each track.
-- One row per track and standing, in the order from held to free and from nothing to achieved.
select
    track,
    standing,
    cases
from (
    select
        'liberty' as track,
        liberty_standing as standing,
        count(*)::bigint as cases
    from standings
    group by liberty_standing
    union all
    select
        'justice' as track,
        justice_standing as standing,
        count(*)::bigint as cases
    from standings
    group by justice_standing
)
order by
    track desc,
    list_position(
        [
            'free', 'free_with_conditions', 'held_again', 'held', 'died', 'not_known',
            'achieved', 'under_way', 'reversed', 'nothing_found', 'not_asked'
        ],
        standing
    )
