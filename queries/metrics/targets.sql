-- What staff aim at in an edition, how far the counts have come, and whether that is ahead or behind.
-- One row per target, the whole edition first, then by section and case.
-- Both section and case_id empty: the whole edition. expected_share: the share of their final count
-- that complete earlier editions had on the same day of the campaign (their median), else the share
-- of the edition's days that has passed; measured_by says which: earlier_editions or days. The day is
-- the last one that the counts reach, today if there are none. ahead_or_behind: actions less those
-- expected by now; below zero is behind.
-- $edition: year of the edition.
with reached as (
    select
        campaigns.edition_year,
        campaigns.days,
        today.day > campaigns.last_day as over,
        coalesce(counted_editions.reached, today.day - campaigns.first_day + 1) as day
    from campaigns
    cross join today
    left join counted_editions on campaigns.edition_year = counted_editions.edition_year
    where campaigns.edition_year = $edition
),

earlier as (
    select median(share) as share
    from shares
    where edition_year = $edition
),

expected as (
    select
        case
            when reached.over then 1
            else coalesce(earlier.share, least(1, greatest(0, reached.day) / reached.days))
        end as share,
        if(earlier.share is null or reached.over, 'days', 'earlier_editions') as measured_by
    from reached
    cross join earlier
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
)

select
    counts.section,
    counts.case_id,
    cases.name,
    cases.name_fr,
    counts.target,
    counts.actions,
    counts.actions / nullif(counts.target, 0) as share,
    expected.share as expected_share,
    round(counts.target * expected.share)::bigint as expected_by_now,
    (counts.actions - round(counts.target * expected.share))::bigint as ahead_or_behind,
    expected.measured_by
from counts
cross join expected
left join cases on counts.case_id = cases.case_id
order by counts.section nulls first, counts.case_id nulls first
