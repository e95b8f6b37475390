-- Of the people who were held at the launch of their first edition, the share who had come out after so many months.
-- One row per month from the launch on, as long as anybody is followed.
-- Month 0 is the day of the launch, month 1 all after it up to the same day of the next month.
-- at_risk: people not out before that month of whom something can be known in it or later. released: those of them who
-- came out in it. share_out: one minus the product of the shares that stayed in (Kaplan-Meier), so that those whose
-- launch is recent count for as long as they are followed. A release without a day counts on the last that it can
-- have had; one of which not even the year is known ends the time followed where it became possible. Who died in
-- custody is not out and stays among the others. Each person counts once, at the first release, whatever came after.
-- People of groups of unknown size are left out.
-- $issue: only of cases of this issue; empty for all.
-- $region: only of cases of this region; empty for all.
-- $period: only of editions from a year to another, as 2010-2019; empty for all.
with people as (
    select
        members.person_id,
        members.member,
        any_value(members.stands_for) as stands_for,
        max(members.released_at) as released_at
    from members
    group by members.person_id, members.member
    having
        bool_or(
            members.step = 0 and not members.out_before
            and members.standing in (select name from contract.standings where now = 'held')
        )
),

followed as (
    select
        people.stands_for,
        coalesce(released.certain_from <= released.possible_from + 366, false) as came_out,
        begun.launch_day,
        case
            when came_out then released.certain_from
            else least(begun.known_until, released.possible_from)
        end as until_day,
        date_sub('month', begun.launch_day, until_day) as whole_months,
        whole_months + if(begun.launch_day + to_months(whole_months) < until_day, 1, 0) as months
    from people
    inner join cases on people.person_id = cases.case_id
    inner join custody_days as begun on people.person_id = begun.person_id and begun.step = 0
    left join custody_days as released
        on people.person_id = released.person_id and people.released_at = released.step
    left join contract.regions as regions on cases.country_code = regions.country_code
    where
        $issue in ('', cases.issue)
        and $region in ('', regions.region)
        and (
            $period = ''
            or cases.edition_year between try_cast(left($period, 4) as integer)
            and try_cast(right($period, 4) as integer)
        )
        and cases.people is not null
        and begun.known_until >= begun.launch_day
),

months as (
    select unnest(range(0, max(months) + 1)) as month
    from followed
),

counted as (
    select
        months.month::bigint as month,
        sum(followed.stands_for)::bigint as at_risk,
        coalesce(
            sum(followed.stands_for) filter (where followed.came_out and followed.months = months.month), 0
        )::bigint as released
    from months
    inner join followed on months.month <= followed.months
    group by months.month
)

select
    month,
    at_risk,
    released,
    1 - product(1 - released / at_risk) over (order by month) as share_out
from counted
order by month
