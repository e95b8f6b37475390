-- Where each case stands on its two tracks, derived from its dated events and nothing else.
-- One row per case.
-- Liberty: what the newest step of custody led to, else the situation at launch.
-- Justice: what was asked beyond release. A reversal, or a setback after a success, is "reversed";
-- a setback after mere progress leaves nothing found. A success is "under_way" again while the result on
-- another part of what was asked is awaited.
create table standings as
with liberty as (
    select
        person_id,
        arg_max(liberty, step) as liberty
    from custody_steps
    group by person_id
),

justice_events as (
    select
        outcomes.case_id,
        row_number() over (
            partition by outcomes.case_id
            order by outcomes.sorted_by, outcomes.event_last_day, outcomes.position
        ) as step,
        case
            when list_contains(types.achieves, cases.demand) then 'achieved'
            when types.justice = 'under_way' then 'under_way'
            else types.justice
        end as effect
    from outcomes
    inner join cases on outcomes.case_id = cases.case_id
    inner join contract.outcome_types as types on outcomes.outcome_type = types.name
    where
        not outcomes.before_launch
        and (types.justice <> '' or list_contains(types.achieves, cases.demand))
),

justice as (
    select
        case_id,
        max(step) filter (where effect = 'achieved') as achieved_at,
        max(step) filter (where effect = 'under_way') as moved_at,
        max(step) filter (where effect = 'reversed') as reversed_at,
        max(step) filter (where effect = 'setback') as setback_at,
        max(step) filter (where effect = 'open') as opened_at
    from justice_events
    group by case_id
)

select
    cases.case_id,
    coalesce(liberty.liberty, statuses.custody) as liberty_standing,
    case
        when cases.demand in ('release', 'unknown') and cases.status_at_launch <> 'justice_sought' then 'not_asked'
        when
            coalesce(justice.reversed_at, 0)
            > greatest(coalesce(justice.achieved_at, 0), coalesce(justice.moved_at, 0)) then 'reversed'
        when justice.achieved_at > coalesce(justice.setback_at, 0)
            then if(justice.opened_at > justice.achieved_at, 'under_way', 'achieved')
        when justice.achieved_at is not null then 'reversed'
        when justice.moved_at > coalesce(justice.setback_at, 0) then 'under_way'
        else 'nothing_found'
    end as justice_standing
from cases
inner join contract.statuses as statuses on cases.status_at_launch = statuses.name
left join liberty on cases.person_id = liberty.person_id
left join justice on cases.case_id = justice.case_id
