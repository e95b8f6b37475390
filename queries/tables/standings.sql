-- Where each case stands on its two tracks, derived from its dated events and nothing else.
-- One row per case.
-- Liberty: where the one of the people stands who stands worst, the dead only where all are; the
-- five numbers say how many stand where, and are empty where it is not known how many people they are.
-- Justice: what was asked beyond release, as `justice_steps` has it; "not_asked" where it was not.
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

justice as (
    select
        case_id,
        arg_max(standing, step) as justice
    from justice_steps
    group by case_id
)

select
    cases.case_id,
    liberty.liberty as liberty_standing,
    coalesce(justice.justice, 'not_asked') as justice_standing,
    if(cases.people is null, null, liberty.free_now) as free_now,
    if(cases.people is null, null, liberty.under_conditions_now) as under_conditions_now,
    if(cases.people is null, null, liberty.held_now) as held_now,
    if(cases.people is null, null, liberty.died) as died,
    if(cases.people is null, null, liberty.not_known_now) as not_known_now
from cases
inner join liberty on cases.person_id = liberty.person_id
left join justice on cases.case_id = justice.case_id
