-- Where each case stands on its two tracks, derived from its dated events and nothing else.
-- One row per case.
-- Liberty: where the one of the people stands who stands worst, the dead only where all are; the
-- five numbers say how many stand where, and are empty where it is not known how many people they are.
-- Justice: what was asked beyond release. A reversal, or a setback after a success, is "reversed";
-- a setback after mere progress leaves nothing found. A success is "under_way" again while the result on
-- another part of what was asked is awaited.
create table standings as
with ends as (
    select *
    from members
    qualify row_number() over (partition by person_id, member order by step desc) = 1
),

liberty as (
    select
        ends.person_id,
        coalesce(
            arg_min(ends.standing, stands.rank) filter (where stands.now <> 'died'), any_value(ends.standing)
        ) as liberty,
        coalesce(sum(ends.stands_for) filter (where stands.now = 'free'), 0)::bigint as free_now,
        coalesce(sum(ends.stands_for) filter (where stands.now = 'under_conditions'), 0)::bigint
            as under_conditions_now,
        coalesce(sum(ends.stands_for) filter (where stands.now = 'held'), 0)::bigint as held_now,
        coalesce(sum(ends.stands_for) filter (where stands.now = 'died'), 0)::bigint as died,
        coalesce(sum(ends.stands_for) filter (where stands.now = 'not_known'), 0)::bigint as not_known_now
    from ends
    inner join contract.standings as stands on ends.standing = stands.name
    group by ends.person_id
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
    liberty.liberty as liberty_standing,
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
    end as justice_standing,
    if(cases.people is null, null, liberty.free_now) as free_now,
    if(cases.people is null, null, liberty.under_conditions_now) as under_conditions_now,
    if(cases.people is null, null, liberty.held_now) as held_now,
    if(cases.people is null, null, liberty.died) as died,
    if(cases.people is null, null, liberty.not_known_now) as not_known_now
from cases
inner join liberty on cases.person_id = liberty.person_id
left join justice on cases.case_id = justice.case_id
