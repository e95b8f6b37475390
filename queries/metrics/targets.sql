-- What staff aim at in an edition, how far the counts have come, and whether that is ahead or behind.
-- One row per target, the whole edition first, then by section and case.
-- Both section and case_id empty: the whole edition. expected_share: what complete earlier editions had of
-- their final count from the same sections, each up to the day of the campaign that it has reached (their
-- median); of a section's target that of the section alone; else the share of the edition's days up to that
-- day, at the median of the sections. measured_by says which: earlier_editions or days, and nothing_sent of a
-- section that has sent nothing: it is neither ahead nor behind. Where no section has sent, the day is today.
-- ahead_or_behind: actions less those expected by now; below zero is behind.
-- $edition: year of the edition.
with edition as (
    select
        campaigns.days,
        today.day > campaigns.last_day as over,
        coalesce(
            (select median(reached) from reaches where edition_year = $edition),
            today.day - campaigns.first_day + 1
        ) as day
    from campaigns
    cross join today
    where campaigns.edition_year = $edition
),

earlier as (
    select
        section,
        median(coalesce(of_all, share)) as share
    from shares
    where edition_year = $edition
    group by section
),

counts as (
    select
        targets.section,
        targets.case_id,
        targets.actions as target,
        coalesce(sum(sums.actions), 0)::bigint as actions
    from plan.targets as targets
    left join counted_sums as sums
        on
            sums.grain = 'section and case'
            and targets.edition_year = sums.edition_year
            and (targets.section is null or targets.section = sums.section)
            and (targets.case_id is null or targets.case_id = sums.case_id)
    where targets.edition_year = $edition
    group by targets.section, targets.case_id, targets.actions
),

expected as (
    select
        counts.*,
        case
            when edition.over then 'days'
            when earlier.share is not null then 'earlier_editions'
            when counts.section is not null and reaches.section is null then 'nothing_sent'
            else 'days'
        end as measured_by,
        case measured_by
            when 'earlier_editions' then earlier.share
            when 'days'
                then
                    if(
                        edition.over,
                        1,
                        least(1, greatest(0, coalesce(reaches.reached, edition.day)) / edition.days)
                    )
        end as expected_share
    from counts
    cross join edition
    left join earlier on counts.section is not distinct from earlier.section
    left join reaches on counts.section = reaches.section and reaches.edition_year = $edition
)

select
    expected.section,
    expected.case_id,
    cases.name,
    cases.name_fr,
    expected.target,
    expected.actions,
    expected.actions / nullif(expected.target, 0) as share,
    expected.expected_share,
    round(expected.target * expected.expected_share)::bigint as expected_by_now,
    (expected.actions - round(expected.target * expected.expected_share))::bigint as ahead_or_behind,
    expected.measured_by
from expected
left join cases on expected.case_id = cases.case_id
order by expected.section nulls first, expected.case_id nulls first
